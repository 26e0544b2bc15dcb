import type { Episode } from '../../shared/episode.ts';
import type { Action, GameSpec, SeatIndex } from '../../shared/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { seatPlayer, type SeatedPlayer } from '../../shared/seatedPlayer.ts';

/** A seat of an episode that is about to begin. */
export interface Place {
  readonly episode: Episode;
  readonly seat: SeatIndex;
  /** Parsed. */
  readonly params: unknown;
  readonly spec: GameSpec;
}

/** One seat of one running episode, and what its controller keeps of it. */
export interface SeatTurn<Occupant = unknown> {
  readonly episode: Episode;
  readonly seat: SeatIndex;
  readonly occupant: Occupant;
}

/**
 * One player in as many seats of as many episodes as it is given. It is asked once a step for all of them, so that
 * a network may compute them as one batch; what it decides in a seat may depend on nothing but that seat's episode.
 */
export interface SeatController<Occupant = unknown> {
  /** Takes a seat.  @returns what the controller keeps of it and may change */
  sit(place: Place): Occupant;
  /** @returns one action per turn */
  decide(turns: readonly SeatTurn<Occupant>[]): Promise<readonly Action[]> | readonly Action[];
}

/** A programmed player in every seat it is given, each with a memory of its own. */
export function playerController(definition: AnyPlayer, options: unknown): SeatController<SeatedPlayer> {
  return {
    sit: ({ episode, seat, params, spec }) =>
      seatPlayer({ definition, options, params, spec, seat, seed: episode.seed }),
    decide: (turns) => turns.map(({ occupant, episode }) => occupant.decide(episode)),
  };
}
