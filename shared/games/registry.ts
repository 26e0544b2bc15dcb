import type { AnyGame } from '../game.ts';
import { coin } from './coin/game.ts';
import { harvest } from './harvest/game.ts';
import { ipd } from './ipd/game.ts';
import { negotiation } from './negotiation/game.ts';

/** The one list of games: ids, lookups and contract tests derive from it. */
export const GAMES = { ipd, coin, negotiation, harvest } as const;

export type GameId = keyof typeof GAMES;

export const GAME_IDS = Object.keys(GAMES) as readonly GameId[];

/** @throws RangeError that lists the games there are */
export function gameById(id: string): AnyGame {
  if (!Object.hasOwn(GAMES, id)) {
    throw new RangeError(`expected a game (${GAME_IDS.join(', ')}), got ${JSON.stringify(id)}`);
  }
  return GAMES[id as GameId];
}
