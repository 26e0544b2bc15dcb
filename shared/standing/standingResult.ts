import { clusterBootstrap, type Interval } from '../people/clusterBootstrap.ts';
import { RandomStream, type Seed } from '../random.ts';
import type { StandingGame } from './standingGames.ts';

/** A mean over games, with a bootstrap interval at 95 %; null where too few games tell. */
export interface StandingFigure {
  readonly mean: number;
  readonly interval: Interval | null;
}

export interface StandingIncomes {
  readonly games: number;
  readonly exploiterIncome: StandingFigure;
  readonly agentIncome: StandingFigure;
  /** exploiter - agent: above 0 the exploiter comes out ahead. */
  readonly gap: StandingFigure;
}

/** What one exploiter gets out of one version of an agent. */
export interface StandingRow extends StandingIncomes {
  readonly game: string;
  readonly exploiter: string;
  readonly agent: string;
  /** The last of these games. */
  readonly episode: string;
  readonly buckets: readonly (StandingIncomes & {
    /** Milliseconds since 1970-01-01T00:00Z. */
    readonly from: number;
  })[];
  /** Mean gap of the later half of the games less that of the earlier half; null before there are four. */
  readonly drift: StandingFigure | null;
}

export interface StandingOptions {
  /** Length of a bucket: an hour, a day. */
  readonly bucketMs: number;
  /** Of the bootstrap: the same games and seed give the same figures. */
  readonly seed: Seed;
}

const LEAST_FOR_DRIFT = 4;

/**
 * The standing result: for every game, agent version and exploiter what both get, all in all and over time. Games are
 * drawn with replacement for the intervals; those of the two halves of a drift apart.
 * @returns by game, agent and exploiter
 */
export function standingResult(
  games: readonly StandingGame[],
  { bucketMs, seed }: StandingOptions,
): readonly StandingRow[] {
  const groups = Map.groupBy(games, ({ game, agent, exploiter }) => `${game} ${agent} ${exploiter}`);
  return [...groups.keys()].sort().map((key) => {
    const group = (groups.get(key) ?? []).toSorted((a, b) => a.at - b.at);
    const last = group.at(-1) as StandingGame;
    const { game, exploiter, agent, episode } = last;
    const buckets = Map.groupBy(group, ({ at }) => Math.floor(at / bucketMs) * bucketMs);
    return {
      game,
      exploiter,
      agent,
      episode,
      ...incomesOf(group, new RandomStream(seed, `standing ${key}`)),
      buckets: [...buckets].map(([from, some]) => ({
        from,
        ...incomesOf(some, new RandomStream(seed, `standing ${key}`, from)),
      })),
      drift: driftOf(group, new RandomStream(seed, `drift ${key}`)),
    };
  });
}

function incomesOf(games: readonly StandingGame[], rng: RandomStream): StandingIncomes {
  const values = games.map(({ exploiterIncome, agentIncome }) => [
    exploiterIncome,
    agentIncome,
    exploiterIncome - agentIncome,
  ]);
  const intervals = clusterBootstrap(
    values.map((row) => row.map((count) => ({ count, of: 1 }))),
    rng,
  );
  const figure = (column: number): StandingFigure => ({
    mean: values.reduce((sum, row) => sum + (row[column] as number), 0) / values.length,
    interval: intervals[column] ?? null,
  });
  return { games: games.length, exploiterIncome: figure(0), agentIncome: figure(1), gap: figure(2) };
}

function driftOf(games: readonly StandingGame[], rng: RandomStream): StandingFigure | null {
  if (games.length < LEAST_FOR_DRIFT) return null;
  const gaps = games.map(({ exploiterIncome, agentIncome }) => exploiterIncome - agentIncome);
  const half = Math.floor(gaps.length / 2);
  const [earlier, later] = [gaps.slice(0, half), gaps.slice(half)];
  const drawn = Array.from(
    { length: RESAMPLES },
    () => meanOf(redrawn(later, rng)) - meanOf(redrawn(earlier, rng)),
  );
  drawn.sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.round(share * (RESAMPLES - 1))] as number;
  return { mean: meanOf(later) - meanOf(earlier), interval: { low: at(0.025), high: at(0.975) } };
}

const RESAMPLES = 1000;

function redrawn(values: readonly number[], rng: RandomStream): number[] {
  return values.map(() => values[rng.int(values.length)] as number);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
