import type { AnyPlayer, PlayerDefinition } from '../player.ts';

/** Checks a player against its own types, then forgets them, so that players of all games fit one list. */
export function definePlayer<Params, View, Options, Memory>(
  player: PlayerDefinition<Params, View, Options, Memory>,
): AnyPlayer {
  return player;
}
