import { gameById } from '../../shared/games/registry.ts';
import type { GateEvidence } from '../../shared/lifecycle/gateEvidence.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { ladder, ladderEpisodes, type Ladder, type LadderUnit, type Rung } from '../evaluation/ladder.ts';
import { attackersOf } from './attackers.ts';
import { measureOf } from './measureOf.ts';
import type { OfflineSuiteOptions } from './suiteOptions.ts';

/** A rung as evidence keeps it, in reward per step and seat. */
export type LadderRow = NonNullable<GateEvidence['ladder']>[number];

/**
 * Lets everybody attack the candidate, each in as many episodes from the same starts.
 * @returns whoever gains most first; undefined if it was told to stop
 * @throws UnusablePlayer if one of those named cannot play; RangeError if a game of more seats has no number of steps
 */
export async function gateLadder(
  options: OfflineSuiteOptions,
): Promise<{ readonly rows: readonly LadderRow[]; readonly notes: readonly string[] } | undefined> {
  const { limits, seed, seconds, breathe, candidate, sources } = options;
  const { steps, ladderEpisodes: episodes } = limits.suite;
  const game = gameById(options.game);
  const [target] = await resolveContestants(game.id, [`agent:${candidate}`], sources);
  const { attempts, notes } = await attackersOf(options);
  const total = ladderEpisodes({ attempts, episodes });
  const climbed = await ladder({
    game,
    params: game.params.parse({}),
    target: target as Contestant,
    attempts,
    episodes,
    seed,
    seconds,
    ...(steps !== undefined && { steps }),
    ...(breathe !== undefined && { breathe: (done: number) => breathe(done / total) }),
  });
  return climbed && { rows: rowsOf(climbed, steps), notes };
}

function rowsOf({ unit, rungs }: Ladder, steps: number | undefined): readonly LadderRow[] {
  const by = divisor(unit, steps);
  return rungs.map((rung) => rowOf(rung, by)).sort((a, b) => b.gain.mean - a.gain.mean);
}

function divisor(unit: LadderUnit, steps: number | undefined): number {
  if (unit === 'reward per step') return 1;
  if (steps !== undefined) return steps;
  throw new RangeError('expected a number of steps for a game of more than two seats, got none');
}

function rowOf({ ref, version, kind, exploits, episodes }: Rung, by: number): LadderRow {
  const { exploiter, target, fair } = episodes;
  const less = (a: readonly number[], b: readonly number[]) => a.map((one, i) => one - (b[i] as number));
  const measure = (values: readonly number[]) => measureOf(values.map((value) => value / by));
  return {
    ref,
    version,
    kind,
    exploits,
    exploiter: measure(exploiter),
    target: measure(target),
    gain: measure(less(exploiter, fair)),
    loss: measure(less(fair, target)),
  };
}
