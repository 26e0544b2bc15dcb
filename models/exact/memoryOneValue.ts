import { linearSolve } from './linearSolve.ts';

/** Payoffs to self after CC, CD, DC, DD, own move first, in a game that goes on for ever. */
export interface ExactGame {
  readonly payoffs: readonly number[];
  /** Below 1. */
  readonly gamma: number;
}

/** [5] Something for each situation: at the start, and after CC, CD, DC, DD, own move first. */
export type BySituation = readonly number[];

/** The situation of the other: what is CD for one is DC for the other. */
const SEEN_BY_OTHER = [0, 1, 3, 2, 4] as const;

/**
 * Two memory-one strategies against each other in the discounted prisoner's dilemma, all in closed form (Foerster et
 * al. 2018, section 5.1; Press & Dyson 2012). With rho_k [4] the chances of the next outcome in situation k, and P [4,
 * 4] those after each outcome:
 *   x = r + gamma P x         what is still to come from each outcome on, its own payoff included
 *   y = rho_0 + gamma P^T y   discounted number of times that each outcome comes
 *   V = rho_0 . x
 *   dV = sum over k of w_k drho_k . x, where w = (1, gamma y) counts how often a situation is met
 */
interface MemoryOneValue {
  /** Discounted sum of payoffs to the first one, and to the other. */
  readonly value: number;
  readonly otherValue: number;
  /** [5] The same still to come, in each situation. */
  readonly ahead: BySituation;
  /** [5] Slope of the value by the first one's chances to cooperate, and by the other's in the other's own situations. */
  readonly byOwn: BySituation;
  readonly byOther: BySituation;
  /** [5] Change of `byOther` per change of the first one's chances along a direction. */
  mixed(direction: BySituation): BySituation;
}

/** @param own, other [5] chances to cooperate, each in its own situations */
export function memoryOneValue(own: BySituation, other: BySituation, game: ExactGame): MemoryOneValue {
  const { payoffs, gamma } = game;
  const seen = bySeen(other);
  const rho = own.map((p, k) => {
    const q = seen[k] as number;
    return [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)];
  });
  const after = rho.slice(1);
  const ahead = minusGamma(after, gamma);
  const behind = minusGamma(transposed(after), gamma);
  const x = linearSolve(ahead, payoffs);
  const y = linearSolve(behind, rho[0] as number[]);
  const weights = [1, ...y.map((count) => gamma * count)];
  const slopeByOwn = seen.map((q) => [q, 1 - q, -q, q - 1]);
  const slopeByOther = own.map((p) => [p, -p, 1 - p, p - 1]);
  return {
    value: dot(rho[0] as number[], x),
    otherValue: dot(bySeen([0, ...payoffs]).slice(1), y),
    ahead: rho.map((chances) => dot(chances, x)),
    byOwn: slopeByOwn.map((slope, k) => (weights[k] as number) * dot(slope, x)),
    byOther: bySeen(slopeByOther.map((slope, k) => (weights[k] as number) * dot(slope, x))),
    mixed(direction) {
      const dRho = slopeByOwn.map((slope, k) => slope.map((part) => part * (direction[k] as number)));
      const dAfter = dRho.slice(1);
      const dx = linearSolve(
        ahead,
        dAfter.map((row) => gamma * dot(row, x)),
      );
      const dy = linearSolve(
        behind,
        transposed(dAfter).map((row, s) => (dRho[0]?.[s] as number) + gamma * dot(row, y)),
      );
      const dWeights = [0, ...dy.map((count) => gamma * count)];
      return bySeen(
        slopeByOther.map((slope, k) => {
          const met = weights[k] as number;
          const turn = met * (direction[k] as number) * dot([1, -1, -1, 1], x);
          return (dWeights[k] as number) * dot(slope, x) + turn + met * dot(slope, dx);
        }),
      );
    },
  };
}

/** From one's own situations to those of the other; the same way back. */
function bySeen(values: BySituation): BySituation {
  return SEEN_BY_OTHER.map((k) => values[k] as number);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function transposed(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return matrix.map((_, i) => matrix.map((row) => row[i] as number));
}

function minusGamma(matrix: readonly (readonly number[])[], gamma: number): readonly (readonly number[])[] {
  return matrix.map((row, i) => row.map((value, j) => (i === j ? 1 : 0) - gamma * value));
}
