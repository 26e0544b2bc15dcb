import { z } from 'zod';
import type { CoinParams, CoinView } from '../../games/coin/game.ts';
import { definePlayer } from '../definePlayer.ts';
import { moveAwayFromCoin, moveTowardsCoin } from './distanceMoves.ts';

const options = z.strictObject({
  /** What is left of the grudge after each step: 1 never forgets, 0 at once. */
  remembers: z.number().min(0).max(1).default(0.9),
  /** It takes the other's coins while the grudge is above this. */
  tolerance: z.number().min(0).default(0.5),
});

/**
 * Keeps a grudge: +1 when the other takes its coin, -1 when it takes the other's, and all of it fades by the
 * factor `remembers` each step. While the grudge is above `tolerance` it goes for every coin like always-defect,
 * otherwise it plays like always-cooperate. One coin taken from it is therefore paid back by one coin, or, with
 * the defaults, forgotten after seven steps (0.9^7 < 0.5).
 */
export const reciprocator = definePlayer<CoinParams, CoinView, z.infer<typeof options>, number>({
  name: 'reciprocator',
  game: 'coin',
  summary: "Leaves the other's coins alone unless the other has lately taken more than it gave back.",
  options,
  sees: 'seat',
  begin: () => 0,
  decide({ view, memory, options, rng }) {
    const grudge = memory * options.remembers + newGrudge(view);
    const goesForIt = view.coin.owner === 'own' || grudge > options.tolerance;
    return { action: goesForIt ? moveTowardsCoin(view, rng) : moveAwayFromCoin(view, rng), memory: grudge };
  },
});

function newGrudge({ last }: CoinView): number {
  return (last?.took.other === 'own' ? 1 : 0) - (last?.took.own === 'other' ? 1 : 0);
}
