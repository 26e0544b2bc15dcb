import { startEpisode, type Episode, type EpisodeStatus, type StepResult } from '../../shared/episode.ts';
import type { AnyGame } from '../../shared/game.ts';
import type { Choice } from '../../shared/player.ts';
import type { Seed } from '../../shared/random.ts';
import { seatPlayer } from '../../shared/seatedPlayer.ts';
import type { ResolvedPlayer } from '../players/resolvePlayers.ts';
import { episodeSeed } from './episodeSeed.ts';
import { summarise, type SimulationSummary } from './simulationSummary.ts';

export interface SimulateOptions {
  readonly game: AnyGame;
  /** Already parsed by `game.params`. */
  readonly params: unknown;
  /** One per seat. */
  readonly seats: readonly ResolvedPlayer[];
  /** Whole number from 1 up. */
  readonly episodes: number;
  /** Exactly this many steps an episode, with the game's own ending switched off. */
  readonly steps?: number;
  readonly seed: Seed;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  readonly record?: EpisodeRecorder;
  /** Called several times a second; the simulation waits for it, so that the caller may draw or listen. */
  readonly breathe?: (progress: SimulationProgress) => Promise<'go-on' | 'stop'>;
}

export interface SimulationProgress {
  readonly episodesDone: number;
  /** Of the episode under way, in [0, 1]: steps made by the most that it can have. */
  readonly share: number;
  readonly steps: number;
}

/** Hears of everything that happens, in order. */
export interface EpisodeRecorder {
  started(episode: Episode): void;
  stepped(choices: readonly Choice[], result: StepResult, episode: Episode): void;
  /** @param reason 'abandoned': the simulation was told to stop in the middle of the episode */
  ended(episode: Episode, reason: 'terminated' | 'truncated' | 'abandoned'): void;
}

export interface Simulation {
  /** Of all episodes that came to their end; undefined if none did. */
  readonly summary: SimulationSummary | undefined;
  readonly episodesDone: number;
  readonly stopped: boolean;
}

const BREATH_SECONDS = 0.1;
const STEPS_PER_LOOK_AT_THE_CLOCK = 16;

interface Tally {
  /** [episode][seat] */
  readonly returns: (readonly number[])[];
  steps: number;
  readonly events: Record<string, number>;
}

/**
 * Plays episodes with a programmed player in every seat. Episode i starts from `episodeSeed(seed, i)`.
 * @throws RangeError unless there is one player per seat; and whatever a player throws
 */
export async function simulate(options: SimulateOptions): Promise<Simulation> {
  const tally: Tally = { returns: [], steps: 0, events: {} };
  const startedAt = options.seconds();
  const breaths = breather(options, tally);
  while (!breaths.stopped && tally.returns.length < options.episodes)
    await playEpisode(options, tally, breaths);
  const seconds = options.seconds() - startedAt;
  const episodesDone = tally.returns.length;
  const summary = episodesDone === 0 ? undefined : summarise({ ...options, ...tally, seconds });
  return { summary, episodesDone, stopped: episodesDone < options.episodes };
}

/** Adds the episode to the tally if it comes to its end. */
async function playEpisode(options: SimulateOptions, tally: Tally, breaths: Breather): Promise<void> {
  const { game, params, seats, steps, record } = options;
  const seed = episodeSeed(options.seed, tally.returns.length);
  const episode = startEpisode({ game, params, seed, ...(steps === undefined ? {} : { steps }) });
  const { spec } = episode;
  if (seats.length !== spec.numSeats) {
    throw new RangeError(`expected ${spec.numSeats} players for ${game.id}, got ${seats.length}`);
  }
  const players = seats.map((player, seat) => seatPlayer({ ...player, params, spec, seat, seed }));
  const events: Record<string, number> = {};
  let { status }: { status: EpisodeStatus } = episode;
  record?.started(episode);
  while (status === 'running' && !breaths.stopped) {
    const choices = players.map((player) => player.choose(episode));
    const result = episode.advance(choices.map((choice) => choice.action));
    status = result.status;
    for (const { kind } of result.events) events[kind] = (events[kind] ?? 0) + 1;
    record?.stepped(choices, result, episode);
    if (breaths.isDue()) await breaths.take(episode.step, steps ?? spec.maxSteps);
  }
  record?.ended(episode, status === 'running' ? 'abandoned' : status);
  if (status === 'running') return;
  tally.returns.push([...episode.returns]);
  tally.steps += episode.step;
  for (const [kind, count] of Object.entries(events)) tally.events[kind] = (tally.events[kind] ?? 0) + count;
}

interface Breather {
  /** The caller wants no more steps. */
  readonly stopped: boolean;
  /** To be asked after each step. */
  isDue(): boolean;
  take(step: number, lastStep: number): Promise<void>;
}

function breather({ breathe, seconds }: SimulateOptions, tally: Tally): Breather {
  let last = seconds();
  let stepsUnseen = 0;
  let stopped = false;
  return {
    get stopped() {
      return stopped;
    },
    isDue() {
      stepsUnseen += 1;
      if (breathe === undefined || stepsUnseen < STEPS_PER_LOOK_AT_THE_CLOCK) return false;
      stepsUnseen = 0;
      return seconds() - last >= BREATH_SECONDS;
    },
    async take(step, lastStep) {
      const done = { episodesDone: tally.returns.length, steps: tally.steps + step };
      stopped = (await breathe?.({ ...done, share: step / lastStep })) === 'stop';
      last = seconds();
    },
  };
}
