import { z } from 'zod';
import type { CoinMove, CoinParams, CoinView } from '../../games/coin/game.ts';
import type { AnyPlayer } from '../../player.ts';
import type { Rng } from '../../random.ts';
import { definePlayer } from '../definePlayer.ts';
import { moveAwayFromCoin, moveTowardsCoin } from './distanceMoves.ts';
import { COIN_EXPLOITERS } from './exploiters.ts';
import { reciprocator } from './reciprocator.ts';

/** A player without options or memory. */
function defineReactive(
  name: string,
  summary: string,
  move: (view: CoinView, rng: Rng) => CoinMove,
): AnyPlayer {
  return definePlayer<CoinParams, CoinView, object, undefined>({
    name,
    game: 'coin',
    summary,
    options: z.strictObject({}),
    sees: 'seat',
    begin: () => undefined,
    decide: ({ view, rng }) => ({ action: move(view, rng), memory: undefined }),
  });
}

/** As in LOQA's league; its random player is the general one. */
export const COIN_PLAYERS: readonly AnyPlayer[] = [
  defineReactive('always-cooperate', "Goes for its own coins and away from the other's.", (view, rng) =>
    view.coin.owner === 'own' ? moveTowardsCoin(view, rng) : moveAwayFromCoin(view, rng),
  ),
  defineReactive('always-defect', 'Goes for every coin.', moveTowardsCoin),
  reciprocator,
  ...COIN_EXPLOITERS,
];
