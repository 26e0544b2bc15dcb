import type { Match } from './league.ts';
import { mean, standardError } from './statistics.ts';

/** What every player got per step against every other, over all their games. */
export interface LeagueMatrix {
  readonly refs: readonly string[];
  /** [row][column]: the row's mean; of a player with itself the mean of both sides. */
  readonly means: readonly (readonly number[])[];
  /** Standard errors of `means` over episodes; null after a single episode. */
  readonly errors: readonly (readonly (number | null)[])[];
}

/**
 * @param refs of players, in the order that rows and columns are to have
 * @throws RangeError if a pair has not met
 */
export function leagueMatrix(refs: readonly string[], matches: readonly Match[]): LeagueMatrix {
  const cells = new Map<string, readonly number[]>();
  for (const { refs: pair, rewards } of matches) {
    const [first, second] = pair;
    const [own, other] = rewards;
    if (first === second) {
      const together = own.map((reward, episode) => (reward + (other[episode] as number)) / 2);
      cells.set(keyOf(first, first), together);
    } else {
      cells.set(keyOf(first, second), own);
      cells.set(keyOf(second, first), other);
    }
  }
  const episodes = refs.map((row) => refs.map((column) => rewardsIn(cells, row, column)));
  return {
    refs,
    means: episodes.map((row) => row.map((rewards) => mean(rewards))),
    errors: episodes.map((row) => row.map((rewards) => standardError(rewards))),
  };
}

function rewardsIn(cells: ReadonlyMap<string, readonly number[]>, row: string, column: string) {
  const rewards = cells.get(keyOf(row, column));
  if (rewards === undefined) throw new RangeError(`expected games of ${row} and ${column}, got none`);
  return rewards;
}

function keyOf(row: string, column: string): string {
  return `${row}\n${column}`;
}
