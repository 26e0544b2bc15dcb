import { startEpisode, type Episode, type EpisodeStatus, type StepResult } from './episode.ts';
import type { AnyGame } from './game.ts';
import type { AnyPlayer } from './player.ts';
import type { Seed } from './random.ts';
import { seatPlayer } from './seatedPlayer.ts';

export interface PlayEpisodeOptions {
  readonly game: AnyGame;
  /** Already parsed by `game.params`. */
  readonly params: unknown;
  readonly seed: Seed;
  /** One per seat. `options` is raw input of the player's schema. */
  readonly players: readonly { readonly definition: AnyPlayer; readonly options?: unknown }[];
  /** Exactly this many steps, with the game's own ending switched off. */
  readonly steps?: number;
  /** Called after each step, when the episode stands behind it. */
  readonly onStep?: (result: StepResult, episode: Episode) => void;
}

export interface PlayedEpisode {
  readonly steps: number;
  readonly status: EpisodeStatus;
  /** Undiscounted, one per seat. */
  readonly returns: readonly number[];
  /** How often each kind of event happened; kinds that never did are missing. */
  readonly events: Readonly<Record<string, number>>;
}

/**
 * Plays an episode to its end with a programmed player in every seat.
 * @throws RangeError unless there is one player per seat; and what `seatPlayer` and `decide` throw
 */
export function playEpisode({
  game,
  params,
  seed,
  players,
  steps,
  onStep,
}: PlayEpisodeOptions): PlayedEpisode {
  const episode = startEpisode({ game, params, seed, ...(steps === undefined ? {} : { steps }) });
  const { spec } = episode;
  if (players.length !== spec.numSeats) {
    throw new RangeError(`expected ${spec.numSeats} players for ${game.id}, got ${players.length}`);
  }
  const seated = players.map((player, seat) => seatPlayer({ ...player, params, spec, seat, seed }));
  const events: Record<string, number> = {};
  while (episode.status === 'running') {
    const result = episode.advance(seated.map((player) => player.decide(episode)));
    for (const { kind } of result.events) events[kind] = (events[kind] ?? 0) + 1;
    onStep?.(result, episode);
  }
  return { steps: episode.step, status: episode.status, returns: [...episode.returns], events };
}
