import { HUMAN_MOVES, SIMULATED_MOVES, STALE } from '../../shared/lifecycle/trainerState.ts';
import type { Demonstration } from './demonstrations.ts';

/** Where the decisions of an update came from. */
export interface Sources {
  /** That people made, or programs that passed for them: all that it learned from. */
  readonly decisions: number;
  /** Of these, made by people. */
  readonly people: number;
  /** Made by programs that played people and said so. */
  readonly simulated: number;
  /** Of episodes that the model before had been taught already. */
  readonly stale: number;
}

/**
 * Counts whose decisions go into an update, and how many are not new.
 * @param knownUntil start of the newest episode that the model before knew, epoch ms; -Infinity: there was none
 */
export function sourcesOf(demonstrations: readonly Demonstration[], knownUntil: number): Sources {
  const sums = { decisions: 0, people: 0, simulated: 0, stale: 0 };
  for (const { learnable, isSimulated, at } of demonstrations) {
    const count = learnable.reduce((sum, one) => sum + one, 0);
    sums.decisions += count;
    if (isSimulated) sums.simulated += count;
    else sums.people += count;
    if (at <= knownUntil) sums.stale += count;
  }
  return sums;
}

/** Shares of one update, as the metrics of all turns tell them; in [0, 1]. */
export function sharesOf({ decisions, people, simulated, stale }: Sources): Readonly<Record<string, number>> {
  const share = (count: number): number => Number((count / Math.max(1, decisions)).toPrecision(6));
  return { [HUMAN_MOVES]: share(people), [SIMULATED_MOVES]: share(simulated), [STALE]: share(stale) };
}

export function addSources(a: Sources, b: Sources): Sources {
  return {
    decisions: a.decisions + b.decisions,
    people: a.people + b.people,
    simulated: a.simulated + b.simulated,
    stale: a.stale + b.stale,
  };
}
