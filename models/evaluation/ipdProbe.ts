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
export function cooperationBySituation({ decisions, rows, steps }: Rollout): Record<IpdSituation, number> {
  const counts = new Map<IpdSituation, { seen: number; cooperated: number }>();
  for (let row = 0; row < rows; row += 2) {
    for (let t = 0; t < steps; t += 1) {
      const letter = (at: number) => (decisions[(t - 1) * rows + at] === DEFECT ? 'D' : 'C');
      const situation = t === 0 ? 'start' : (`${letter(row)}${letter(row + 1)}` as const);
      const count = counts.get(situation) ?? { seen: 0, cooperated: 0 };
      count.seen += 1;
      if (decisions[t * rows + row] !== DEFECT) count.cooperated += 1;
      counts.set(situation, count);
    }
  }
  const shareOf = (situation: IpdSituation): number => {
    const count = counts.get(situation);
    return count === undefined ? Number.NaN : count.cooperated / count.seen;
  };
  return Object.fromEntries(IPD_SITUATIONS.map((s) => [s, shareOf(s)])) as Record<IpdSituation, number>;
}
