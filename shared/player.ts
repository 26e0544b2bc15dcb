import type { ZodType } from 'zod';
import type { Action, GameSpec, SeatIndex } from './game.ts';
import type { Rng } from './random.ts';

/** What a player knows before the first step of an episode. */
export interface PlayerStart<Params = unknown, Options = unknown> {
  readonly params: Params;
  readonly spec: GameSpec;
  readonly seat: SeatIndex;
  readonly options: Options;
}

/** What a player knows when it must choose. */
export interface PlayerTurn<
  Params = unknown,
  View = unknown,
  Options = unknown,
  Memory = unknown,
> extends PlayerStart<Params, Options> {
  /** Steps made so far, from 0. */
  readonly step: number;
  /** What the player `sees`. */
  readonly view: View;
  readonly memory: Memory;
  /** The stream (episode seed, 'player <seat>', step): the same episode replays the same choices. */
  readonly rng: Rng;
}

/**
 * A programmed player for one seat: scripted strategies, and whatever a researcher brings as
 * `module:./my-player.mjs`. Pure: all that it remembers goes out as `memory` and comes back at its next turn.
 */
export interface PlayerDefinition<Params = unknown, View = unknown, Options = unknown, Memory = unknown> {
  /** Kebab-case. */
  readonly name: string;
  /** Id of the game it plays, or '*' if it plays any. */
  readonly game: string;
  /** One sentence for the lobby and for `players`. */
  readonly summary: string;
  /** Parsed once at seating; every option has a default. */
  readonly options: ZodType<Options>;
  /**
   * 'seat': `Game.view`, what a person in the seat sees. 'observation': what `Game.observe` writes for the seat, the
   * same facts as numbers; 'features': the list that `Game.features` writes for it; both in an array that is overwritten
   * at the next turn. 'everything': the spectator's view (a baseline, not a fair player).
   */
  readonly sees: 'seat' | 'observation' | 'features' | 'everything';
  /** Memory at the start of an episode. */
  begin(start: PlayerStart<Params, Options>): Memory;
  decide(turn: PlayerTurn<Params, View, Options, Memory>): Decision<Memory>;
}

/** What came out of a turn, for the table and the log. */
export interface Choice {
  readonly action: Action;
  /** Of each discrete action, for players that draw from a distribution and tell it. */
  readonly probabilities?: readonly number[];
  /** The player's estimate of its discounted return from here on. */
  readonly value?: number;
}

export interface Decision<Memory> extends Choice {
  readonly memory: Memory;
}

export type AnyPlayer = PlayerDefinition;
