import type { AnyPlayer } from '../player.ts';
import { COIN_PLAYERS } from './coin/players.ts';
import { HARVEST_PLAYERS } from './harvest/players.ts';
import { IPD_PLAYERS } from './ipd/players.ts';
import { NEGOTIATION_PLAYERS } from './negotiation/players.ts';
import { randomPlayer } from './random.ts';

/** Every scripted player; those of one game stand together, the ones that play any game come last. */
export const SCRIPTED_PLAYERS: readonly AnyPlayer[] = [
  ...IPD_PLAYERS,
  ...COIN_PLAYERS,
  ...NEGOTIATION_PLAYERS,
  ...HARVEST_PLAYERS,
  randomPlayer,
];

/** Players of a game by name; a game's own `random` hides the general one. */
export function scriptedPlayersOf(game: string): ReadonlyMap<string, AnyPlayer> {
  const players = new Map<string, AnyPlayer>();
  for (const player of SCRIPTED_PLAYERS) {
    if ((player.game === game || player.game === '*') && !players.has(player.name))
      players.set(player.name, player);
  }
  return players;
}

/** @throws RangeError that lists the players there are */
export function scriptedPlayer(game: string, name: string): AnyPlayer {
  const players = scriptedPlayersOf(game);
  const player = players.get(name);
  if (player) return player;
  throw new RangeError(
    `expected a scripted player of ${game} (${[...players.keys()].join(', ')}), got ${JSON.stringify(name)}`,
  );
}
