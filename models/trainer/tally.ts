import { cooperationCounts } from '../evaluation/ipdProbe.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { Company } from './companies.ts';

/** A total and how many terms it has. */
export type Sum = readonly [total: number, terms: number];

/** What is counted in a rollout; those of several rollouts add up. */
export interface Tally {
  /** Steps of games. */
  readonly gameSteps: number;
  /** Rewards: 'all' that learn, 'self', 'against X' and 'of X' for every company X. */
  readonly rewards: Readonly<Record<string, Sum>>;
  /** Events by kind. */
  readonly events: Readonly<Record<string, number>>;
  /** Cooperation of seat 0 by situation; empty in games other than IPD. */
  readonly cooperation: Readonly<Record<string, Sum>>;
}

export function tallyOf(game: string, rollout: Rollout, companies: readonly Company[]): Tally {
  const { playing, seats, rows, events } = rollout;
  const rewards: Record<string, Sum> = { all: rewardSum(rollout, { from: 0, to: rows, who: 'learner' }) };
  let alone = 0;
  for (const { name, firstGame, games } of companies) {
    const some = { from: firstGame * seats, to: (firstGame + games) * seats };
    alone = Math.max(alone, some.to);
    rewards[`against ${name}`] = rewardSum(rollout, { ...some, who: 'learner' });
    rewards[`of ${name}`] = rewardSum(rollout, { ...some, who: 'other' });
  }
  rewards['self'] = rewardSum(rollout, { from: alone, to: rows, who: 'learner' });
  return {
    gameSteps: playing.reduce((sum, flag) => sum + flag, 0) / seats,
    rewards,
    events: Object.fromEntries(events),
    cooperation: game === 'ipd' ? cooperationCounts(rollout) : {},
  };
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    gameSteps: a.gameSteps + b.gameSteps,
    rewards: addSums(a.rewards, b.rewards),
    events: Object.fromEntries(
      [...Object.keys(a.events), ...Object.keys(b.events)].map((kind) => [
        kind,
        (a.events[kind] ?? 0) + (b.events[kind] ?? 0),
      ]),
    ),
    cooperation: addSums(a.cooperation, b.cooperation),
  };
}

function addSums(a: Tally['rewards'], b: Tally['rewards']): Tally['rewards'] {
  const sums = Object.keys(a).map((name): [string, Sum] => {
    const [[x, n], [y, m]] = [a[name] as Sum, b[name] as Sum];
    return [name, [x + y, n + m]];
  });
  return Object.fromEntries(sums);
}

/** Over steps that were played in the given rows, by those who learn or by the others. */
function rewardSum(
  { rewards, playing, learnable, rows, steps }: Rollout,
  of: { readonly from: number; readonly to: number; readonly who: 'learner' | 'other' },
): Sum {
  const learns = of.who === 'learner' ? 1 : 0;
  let total = 0;
  let terms = 0;
  for (let t = 0; t < steps; t += 1) {
    for (let row = of.from; row < of.to; row += 1) {
      const cell = t * rows + row;
      if (playing[cell] === 0 || learnable[cell] !== learns) continue;
      total += rewards[cell] as number;
      terms += 1;
    }
  }
  return [total, terms];
}
