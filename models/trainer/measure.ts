import type { UpdateStats } from '../algorithms/algorithm.ts';
import type { Sum, Tally } from './tally.ts';

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
  /** Share of the decisions of this iteration by who made them; see `Tally.decisions`. Older runs did not count. */
  readonly sources?: Readonly<Record<string, number | null>>;
  /** Nats. */
  readonly entropy: number | null;
  readonly criticLoss: number | null;
  /** Norm of the actor's gradient before clipping. */
  readonly actorNorm: number | null;
  /** Share of cooperation of seat 0 by the previous joint action, own move first; IPD only. */
  readonly cooperation?: Readonly<Record<string, number | null>>;
  /** Events of seats that learn, or of no seat in particular, per step of a game. */
  readonly events: Readonly<Record<string, number | null>>;
}

export interface MeasureInput {
  readonly iteration: number;
  readonly agentSteps: number;
  readonly stats: UpdateStats;
  readonly tally: Tally;
}

export function measure({ iteration, agentSteps, stats, tally }: MeasureInput): Metrics {
  const { all, self, ...others } = tally.rewards as Readonly<Record<'all' | 'self', Sum>>;
  const kinds = Object.keys(tally.events).sort();
  const cooperation = meansOf(tally.cooperation);
  return {
    iteration,
    agentSteps,
    reward: meanOf(all),
    rewards: { self: meanOf(self), ...meansOf(others) },
    sources: sharesOf(tally.decisions),
    entropy: rounded(stats.entropy),
    criticLoss: rounded(stats.criticLoss),
    actorNorm: rounded(stats.actorNorm),
    ...(Object.keys(cooperation).length > 0 && { cooperation }),
    events: meansOf(
      Object.fromEntries(kinds.map((kind) => [kind, [tally.events[kind] as number, tally.gameSteps]])),
    ),
  };
}

function meansOf(sums: Readonly<Record<string, Sum>>): Record<string, number | null> {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, meanOf(sum)]));
}

function sharesOf(counts: Readonly<Record<string, number>>): Record<string, number | null> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return meansOf(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, [count, total]])));
}

function meanOf([total, terms]: Sum): number | null {
  return rounded(total / terms);
}

/** JSON has no NaN, and six digits are more than the noise leaves. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
