import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import type { Contestant } from './contestants.ts';
import { evaluateScenario, type ScenarioEpisode } from './evaluateScenario.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { meanOver, otherSeats } from './sides.ts';
import { mean } from './statistics.ts';

/** Which seats the exploiters have: these, or so many drawn for each episode. */
export type ExploiterSeats = Exclude<Scenario['focal'], 'all'>;

/** Somebody who is to climb. */
export interface Attempt {
  readonly exploiter: Contestant;
  /** A script of the project's list, a best response that was trained against the target, or somebody's own choice. */
  readonly kind: 'scripted' | 'learned' | 'other';
  /** What it attacks, in a sentence. */
  readonly attacks: string | null;
  readonly seats: ExploiterSeats;
}

export interface LadderOptions {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  readonly target: Contestant;
  readonly attempts: readonly Attempt[];
  /** Of every attempt, and of the target with itself. */
  readonly episodes: number;
  readonly seed: Seed;
  /** Exactly this many steps an episode; left out: the game's own ending. */
  readonly steps?: number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Called several times a second with the episodes that are done, of `ladderEpisodes`. */
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

/** What became of one attempt; intervals are over episodes, paired by their starts. */
export interface Rung extends Omit<Attempt, 'exploiter'> {
  readonly ref: string;
  readonly version: string | null;
  /** Per seat that the target has. */
  readonly target: Interval;
  /** Per seat that the exploiter has. */
  readonly exploiter: Interval;
  /** exploiter - target: who comes out ahead. */
  readonly gap: Interval;
  /** exploiter - fair split: what it pays to be this exploiter and not another copy of the target. */
  readonly gain: Interval;
  /** fair split - target: what the target loses by meeting it. */
  readonly loss: Interval;
  /** Both intervals of gain and loss lie above 0. Gain alone may be cooperation, loss alone is spite. */
  readonly exploits: boolean;
  /** [episode] what the intervals come from. */
  readonly episodes: PairedIncomes;
}

/** [episode], each in the ladder's unit. */
export interface PairedIncomes {
  readonly target: readonly number[];
  readonly exploiter: readonly number[];
  /** Of the target with itself, from the same start. */
  readonly fair: readonly number[];
}

export interface Ladder {
  /** Games of two seats: mean reward per step of an episode. Others: undiscounted return of an episode. */
  readonly unit: LadderUnit;
  /** What a seat gets where the target has all of them. */
  readonly fair: Interval;
  /** In the order of the attempts. */
  readonly rungs: readonly Rung[];
}

export type LadderUnit = 'reward per step' | 'return per episode';

/**
 * Lets everybody on a list attack one player. Episode i of every attempt starts from (seed, i) alone, as does the
 * target's own i-th episode with itself, which says what a fair split is: differences are known better than either side.
 * Exploiters have `seats`, the target all others.
 * @returns undefined if it was told to stop
 * @throws RangeError if seats do not fit the game; and whatever a player throws
 */
export async function ladder(options: LadderOptions): Promise<Ladder | undefined> {
  const { game, params, target, attempts, seed, breathe } = options;
  const unit = unitOf(game, params);
  const play = async (focal: Contestant, seats: Scenario['focal'], round: number) =>
    evaluateScenario({
      ...options,
      scenario: scenarioOf(options, seats),
      focal,
      background: [target],
      breathe: async (done) => (await breathe?.(round * options.episodes + done)) ?? 'go-on',
    });
  const alone = await play(target, 'all', 0);
  if (alone === undefined) return undefined;
  const fair = alone.map((episode) => incomes(episode, unit).focal);
  const rungs: Rung[] = [];
  for (const [i, attempt] of attempts.entries()) {
    const played = await play(attempt.exploiter, attempt.seats, i + 1);
    if (played === undefined) return undefined;
    rungs.push(rungOf(attempt, { played, fair, unit, seed }));
  }
  return { unit, fair: bootstrap({ fair }, { seed }).fair, rungs };
}

/** Episodes that a ladder plays. */
export function ladderEpisodes({ attempts, episodes }: Pick<LadderOptions, 'attempts' | 'episodes'>): number {
  return (attempts.length + 1) * episodes;
}

/** One exploiter of two players, or two among more, as in Melting Pot's scenarios of Harvest: anywhere. */
export function usualSeats(game: AnyGame, params: unknown): ExploiterSeats {
  return { drawn: game.spec(params).numSeats === 2 ? 1 : 2 };
}

function unitOf(game: AnyGame, params: unknown): LadderUnit {
  return game.spec(params).numSeats === 2 ? 'reward per step' : 'return per episode';
}

function scenarioOf({ game, params, steps, episodes }: LadderOptions, focal: Scenario['focal']): Scenario {
  return {
    id: `${game.id}/ladder`,
    game: game.id,
    summary: 'Everybody against one.',
    params: params as Record<string, unknown>,
    focal,
    background: [],
    episodes,
    ...(steps === undefined ? {} : { steps }),
  };
}

interface Played {
  readonly played: readonly ScenarioEpisode[];
  readonly fair: readonly number[];
  readonly unit: LadderUnit;
  readonly seed: Seed;
}

function rungOf(
  { exploiter: { ref, version }, ...attempt }: Attempt,
  { played, fair, unit, seed }: Played,
): Rung {
  const both = played.map((episode) => incomes(episode, unit));
  const exploiter = both.map(({ focal }) => focal);
  const target = both.map(({ others }) => others);
  const less = (a: readonly number[], b: readonly number[]) => a.map((one, i) => one - (b[i] as number));
  const columns = {
    target,
    exploiter,
    gap: less(exploiter, target),
    gain: less(exploiter, fair),
    loss: less(fair, target),
  };
  const intervals = bootstrap(columns, { seed });
  const isAbove = ({ low }: Interval): boolean => low !== null && low > 0;
  const exploits = isAbove(intervals.gain) && isAbove(intervals.loss);
  return { ref, version, ...attempt, ...intervals, exploits, episodes: { target, exploiter, fair } };
}

/** Per seat of either side. */
function incomes(
  episode: ScenarioEpisode,
  unit: LadderUnit,
): { readonly focal: number; readonly others: number } {
  const { returns, focalSeats, steps } = episode;
  const by = unit === 'reward per step' ? steps : 1;
  const focal = mean(focalSeats.map((seat) => returns[seat] as number)) / by;
  return { focal, others: (meanOver(returns, otherSeats(episode)) ?? 0) / by };
}
