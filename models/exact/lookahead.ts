import { memoryOneValue, type BySituation, type ExactGame } from './memoryOneValue.ts';

/** Logits of the chances to cooperate. */
export function chances(logits: BySituation): BySituation {
  return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
}

/** Slope of the logistic function, by its value. */
function slopes(probabilities: BySituation): BySituation {
  return probabilities.map((p) => p * (1 - p));
}

interface LookaheadInput {
  /** [5] Logits of both. */
  readonly own: BySituation;
  readonly other: BySituation;
  readonly game: ExactGame;
  /** Rate of the other's imagined step; 0: it learns nothing. */
  readonly rate: number;
}

/**
 * LOLA with exact gradients, Foerster et al. 2018, eq. 4 before its Taylor expansion:
 *   d/d own of V1(own, other + rate * d V2(own, other) / d other)
 * The other is taken for a naive learner, and one's own influence on its step counts. With rate 0 this is that naive
 * learner's own gradient.
 * @returns [5] by the own logits
 */
export function lookaheadGradient({ own, other, game, rate }: LookaheadInput): BySituation {
  const p = chances(own);
  const q = chances(other);
  const dp = slopes(p);
  if (rate === 0) return times(memoryOneValue(p, q, game).byOwn, dp);
  const dq = slopes(q);
  // What the other sees: it comes first.
  const others = memoryOneValue(q, p, game);
  const stepped = chances(other.map((logit, k) => logit + rate * at(others.byOwn, k) * at(dq, k)));
  const then = memoryOneValue(p, stepped, game);
  // The other's step is rate * dq * byOwn; how it turns with the own chances, weighed by what it is worth.
  const worth = times(then.byOther, slopes(stepped));
  const influence = others.mixed(times(worth, dq));
  return times(
    then.byOwn.map((direct, k) => direct + rate * at(influence, k)),
    dp,
  );
}

interface ProximalInput extends LookaheadInput {
  /** Size of each step. */
  readonly ascent: number;
  /** Weight of the divergence from where it began. */
  readonly pull: number;
  readonly steps: number;
}

/**
 * The outer proximal step of POLA, Zhao et al. 2022, algorithm 1 with one imagined step of the other by its gradient:
 * climbs V1(own, other's step) - pull * mean over situations of KL(policy before, policy), from the policy before.
 * @returns [5] own logits
 */
export function proximalStep({ own, ascent, pull, steps, ...input }: ProximalInput): BySituation {
  const before = chances(own);
  let now = own;
  for (let i = 0; i < steps; i += 1) {
    const gradient = lookaheadGradient({ own: now, ...input });
    const p = chances(now);
    // The slope of KL(p0, p) by the logit of p is p - p0.
    now = now.map((logit, k) => {
      const back = (pull * (at(p, k) - at(before, k))) / p.length;
      return logit + ascent * (at(gradient, k) - back);
    });
  }
  return now;
}

function times(a: BySituation, b: BySituation): BySituation {
  return a.map((value, k) => value * at(b, k));
}

function at(values: BySituation, index: number): number {
  return values[index] as number;
}
