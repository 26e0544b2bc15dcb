import type { HarvestState } from '../../shared/games/harvest/state.ts';
import { estimate, type Estimate } from './estimate.ts';
import { evaluateScenario, type EvaluateOptions } from './evaluateScenario.ts';
import { isBarren } from './measures/harvestWitness.ts';
import { meanOver, otherSeats } from './sides.ts';

/** What both sides earn, per seat and episode. */
export interface Incomes {
  readonly focal: Estimate;
  readonly background: Estimate;
}

/** The scenario is of Commons Harvest and has a background. */
export type IncomesOptions = Omit<EvaluateOptions, 'isSettled' | 'watch' | 'lanes'>;

/**
 * What both sides earn in a scenario. An arena in which nothing can grow any more is left: no return can change, and a
 * race is over after some forty of its sixteen hundred steps.
 * @returns undefined if it was told to stop
 */
export async function measureIncomes(options: IncomesOptions): Promise<Incomes | undefined> {
  const played = await evaluateScenario({
    ...options,
    isSettled: ({ state }) => isBarren(state as HarvestState),
  });
  return (
    played && {
      focal: estimate(played.map(({ returns, focalSeats }) => meanOver(returns, focalSeats))) as Estimate,
      background: estimate(
        played.map((episode) => meanOver(episode.returns, otherSeats(episode))),
      ) as Estimate,
    }
  );
}

/** Where a focal's score should lie beside a background that is like Melting Pot's. */
export interface Target {
  readonly ref: string;
  readonly low: number;
  readonly high: number;
}

/**
 * Random focals earn 1.81 beside Melting Pot's zapping bots and 1.87 beside its pacifists, 0.1 more or less here;
 * agents that race to extinction earn 10 to 11 (Melting Pot's own raw scores). Such agents see a window, as
 * `sighted-greedy` does.
 */
export const TARGETS: readonly Target[] = [
  { ref: 'scripted:random', low: 1.7, high: 2 },
  { ref: 'scripted:sighted-greedy', low: 10, high: 11 },
];

/** Backgrounds to choose from: slowed scripts that know the map, and those that see a window. */
export const CANDIDATES: readonly string[] = [
  ...[1, 0.8, 0.7, 0.6, 0.55, 0.5].map((act) => `scripted:greedy({"act":${act}})`),
  ...[1, 0.7, 0.5].flatMap((act) =>
    [0.5, 1].map((zap) => `scripted:greedy-zapper({"act":${act},"zap":${zap}})`),
  ),
  ...[1, 0.9, 0.8, 0.7, 0.6].map((act) => `scripted:sighted-greedy({"act":${act}})`),
  ...[0, 0.5, 1].flatMap((zap) =>
    [0.2, 0.1, 0.06, 0.03].map((search) => `scripted:over-harvester({"zap":${zap},"search":${search}})`),
  ),
  ...[0, 1].flatMap((zap) =>
    [0.9, 0.8].map((act) => `scripted:over-harvester({"act":${act},"zap":${zap},"search":0.1})`),
  ),
];
