import type { UpdateStats } from '../algorithms/algorithm.ts';
import { cooperationBySituation } from '../evaluation/ipdProbe.ts';
import type { TrainingConfig } from '../config.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { Company } from './companies.ts';

/** One line of `metrics.jsonl`: a function of config, seed and engine alone, so without any time. */
export interface Metrics {
  /** Iterations finished, from 1. */
  readonly iteration: number;
  /** Decisions of seats so far, those of other players included. */
  readonly agentSteps: number;
  /** Mean reward per step of the seats that learn. */
  readonly reward: number | null;
  /** The same by company: games in which all seats learn, and for every other player the learner's and its own. */
  readonly rewards: Readonly<Record<string, number | null>>;
  /** Nats. */
  readonly entropy: number | null;
  readonly criticLoss: number | null;
  /** Norm of the actor's gradient before clipping. */
  readonly actorNorm: number | null;
  /** Share of cooperation of seat 0 by the previous joint action, own move first; IPD only. */
  readonly cooperation?: Readonly<Record<string, number | null>>;
  /** Events of seats that learn, or of no seat in particular, per step of a game. */
  readonly events: Readonly<Record<string, number>>;
}

export interface MeasureInput {
  readonly config: TrainingConfig;
  readonly iteration: number;
  readonly rollout: Rollout;
  readonly stats: UpdateStats;
  readonly companies: readonly Company[];
}

export function measure({ config, iteration, rollout, stats, companies }: MeasureInput): Metrics {
  const { rows, steps, playing, seats, events } = rollout;
  const gameSteps = Math.max(1, count(playing) / seats);
  const kinds = [...events.keys()].sort();
  return {
    iteration,
    agentSteps: iteration * rows * steps,
    reward: rounded(meanReward(rollout, { rows: range(rows), who: 'learner' })),
    rewards: rewardsOf(rollout, companies),
    entropy: rounded(stats.entropy),
    criticLoss: rounded(stats.criticLoss),
    actorNorm: rounded(stats.actorNorm),
    ...(config.game === 'ipd' && { cooperation: cooperationOf(rollout) }),
    events: Object.fromEntries(
      kinds.map((kind) => [kind, Number(((events.get(kind) as number) / gameSteps).toPrecision(6))]),
    ),
  };
}

function rewardsOf(rollout: Rollout, companies: readonly Company[]): Record<string, number | null> {
  const { seats, rows } = rollout;
  const rewards: Record<string, number | null> = {};
  let alone = 0;
  for (const { name, firstGame, games } of companies) {
    const some = range(games * seats).map((row) => row + firstGame * seats);
    alone = Math.max(alone, firstGame + games);
    rewards[`against ${name}`] = rounded(meanReward(rollout, { rows: some, who: 'learner' }));
    rewards[`of ${name}`] = rounded(meanReward(rollout, { rows: some, who: 'other' }));
  }
  const own = range(rows - alone * seats).map((row) => row + alone * seats);
  return { self: rounded(meanReward(rollout, { rows: own, who: 'learner' })), ...rewards };
}

/** Per step, over the given rows. */
function meanReward(
  { rewards, playing, learnable, rows, steps }: Rollout,
  of: { readonly rows: readonly number[]; readonly who: 'learner' | 'other' },
): number {
  const learns = of.who === 'learner' ? 1 : 0;
  let total = 0;
  let counted = 0;
  for (let t = 0; t < steps; t += 1) {
    for (const row of of.rows) {
      const cell = t * rows + row;
      if (playing[cell] === 0 || learnable[cell] !== learns) continue;
      total += rewards[cell] as number;
      counted += 1;
    }
  }
  return total / counted;
}

function cooperationOf(rollout: Rollout): Record<string, number | null> {
  const shares = Object.entries(cooperationBySituation(rollout));
  return Object.fromEntries(shares.map(([situation, share]) => [situation, rounded(share)]));
}

function count(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** JSON has no NaN, and six digits are more than the noise leaves. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
