import type { IpdParams } from '../../shared/games/ipd/game.ts';
import type { MemoryOne } from '../../shared/scripted/ipd/memoryOne.ts';

/** Outcomes from the first player's side, and the same outcome from the other's. */
const OUTCOMES = ['cc', 'cd', 'dc', 'dd'] as const;
const MIRRORED = { cc: 'cc', cd: 'dc', dc: 'cd', dd: 'dd' } as const;

/**
 * What two memory-one players get on average per round, over all rounds of a game: the Markov chain of Press & Dyson
 * 2012 over the four outcomes, followed from the first round on for `rounds` rounds, of which the n-th takes place with
 * probability continuation^(n - 1). No limit is taken: for the few rounds that people play, the start counts.
 * @returns expected sum of payoffs / expected number of rounds, of `a` and of `b`
 */
export function memoryOneIncomes(
  a: MemoryOne,
  b: MemoryOne,
  { payoffs, rounds, continuation }: Pick<IpdParams, 'payoffs' | 'rounds' | 'continuation'>,
): readonly [number, number] {
  let chances = outcomeChances(a.first, b.first);
  let [totalA, totalB, played, weight] = [0, 0, 0, 1];
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, outcome] of OUTCOMES.entries()) {
      totalA += weight * (chances[i] as number) * payoffs[outcome];
      totalB += weight * (chances[i] as number) * payoffs[MIRRORED[outcome]];
    }
    played += weight;
    weight *= continuation;
    chances = OUTCOMES.reduce(
      (next, outcome, i) => {
        const after = outcomeChances(a[outcome], b[MIRRORED[outcome]]);
        return next.map((sum, j) => sum + (chances[i] as number) * (after[j] as number));
      },
      [0, 0, 0, 0],
    );
  }
  return [totalA / played, totalB / played];
}

/** Of the four outcomes, where the two cooperate with these probabilities. */
function outcomeChances(a: number, b: number): number[] {
  return [a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)];
}
