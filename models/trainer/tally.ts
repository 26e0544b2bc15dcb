import { cooperationCounts } from '../evaluation/ipdProbe.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { SELF } from './companies.ts';
import type { TrainingRun } from './trainingRun.ts';

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
  /** Decisions by who made them: 'self' is who learns, past selves are told apart by age. */
  readonly decisions: Readonly<Record<string, number>>;
  /** Cooperation of seat 0 by situation; empty in games other than IPD. */
  readonly cooperation: Readonly<Record<string, Sum>>;
}

export function tallyOf(
  game: string,
  rollout: Rollout,
  run: Pick<TrainingRun, 'companies' | 'guestOf'>,
): Tally {
  const { companies } = run;
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
    decisions: decisionsOf(rollout, run),
    cooperation: game === 'ipd' ? cooperationCounts(rollout) : {},
  };
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    gameSteps: a.gameSteps + b.gameSteps,
    rewards: addSums(a.rewards, b.rewards),
    events: addCounts(a.events, b.events),
    decisions: addCounts(a.decisions, b.decisions),
    cooperation: addSums(a.cooperation, b.cooperation),
  };
}

type Counts = Readonly<Record<string, number>>;

function addCounts(a: Counts, b: Counts): Counts {
  const kinds = [...Object.keys(a), ...Object.keys(b)];
  return Object.fromEntries(kinds.map((kind) => [kind, (a[kind] ?? 0) + (b[kind] ?? 0)]));
}

function decisionsOf(
  { playing, learnable, rows, seats, steps }: Rollout,
  run: Pick<TrainingRun, 'guestOf'>,
): Counts {
  const counts: Record<string, number> = { [SELF]: 0 };
  for (let game = 0; game < rows / seats; game += 1) {
    const guest = run.guestOf(game);
    for (let t = 0; t < steps; t += 1) {
      const first = t * rows + game * seats;
      for (let cell = first; cell < first + seats; cell += 1) {
        if (playing[cell] === 0) continue;
        const name = learnable[cell] === 1 ? SELF : guest;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
  }
  return counts;
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
