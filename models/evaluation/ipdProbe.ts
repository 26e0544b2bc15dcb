import { DEFECT, ipd } from '../../shared/games/ipd/game.ts';
import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import type { CreateNetwork, Learner } from '../learner.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { playMatches } from './matches.ts';

/** Previous joint action, own move first. */
export const IPD_SITUATIONS = ['start', 'CC', 'CD', 'DC', 'DD'] as const;
export type IpdSituation = (typeof IPD_SITUATIONS)[number];

export interface ProbeOptions {
  readonly learner: Learner;
  readonly createNetwork: CreateNetwork;
  readonly games: number;
  readonly seed: Seed;
}

/**
 * How an IPD policy answers every situation: its share of cooperation against a uniformly random opponent, NaN
 * for a situation that never arose. On-policy figures hide this: a policy that always cooperates with itself
 * never visits DC, and a handful of samples there says nothing.
 */
export async function probeIpd(options: ProbeOptions): Promise<Readonly<Record<IpdSituation, number>>> {
  const rollout = await playMatches({
    ...options,
    game: ipd as unknown as AnyGame,
    steps: options.learner.config.steps,
    opponent: scriptedPlayer('ipd', 'random'),
  });
  return cooperationBySituation(rollout);
}

/** Of seat 0. */
export function cooperationBySituation(rollout: Rollout): Record<IpdSituation, number> {
  const counts = cooperationCounts(rollout);
  return Object.fromEntries(
    IPD_SITUATIONS.map((situation) => {
      const [cooperated, seen] = counts[situation];
      return [situation, seen === 0 ? Number.NaN : cooperated / seen];
    }),
  ) as Record<IpdSituation, number>;
}

/** How often seat 0 cooperated in each situation, and how often it arose. */
export function cooperationCounts({
  decisions,
  rows,
  steps,
}: Rollout): Record<IpdSituation, [cooperated: number, seen: number]> {
  const counts: Record<IpdSituation, [number, number]> = {
    start: [0, 0],
    CC: [0, 0],
    CD: [0, 0],
    DC: [0, 0],
    DD: [0, 0],
  };
  for (let row = 0; row < rows; row += 2) {
    for (let t = 0; t < steps; t += 1) {
      const letter = (at: number) => (decisions[(t - 1) * rows + at] === DEFECT ? 'D' : 'C');
      const count = counts[t === 0 ? 'start' : (`${letter(row)}${letter(row + 1)}` as const)];
      if (decisions[t * rows + row] !== DEFECT) count[0] += 1;
      count[1] += 1;
    }
  }
  return counts;
}
