import { DOWN, LEFT, RIGHT, UP, type CoinView } from '../../../shared/games/coin/game.ts';
import { STRINGS } from '../../strings.ts';
import { defineScene, totalsBySeat } from '../scene.ts';
import { mountCoin } from './CoinTable.tsx';
import { describeCoin } from './describeCoin.ts';
import { guideCoin } from './guideCoin.ts';

const text = STRINGS.games.coin;

export const coinScene = defineScene<CoinView>({
  controls: [
    { id: 'left', label: text.moveLeft, keys: ['ArrowLeft', 'KeyA'], action: LEFT },
    { id: 'right', label: text.moveRight, keys: ['ArrowRight', 'KeyD'], action: RIGHT },
    { id: 'up', label: text.moveUp, keys: ['ArrowUp', 'KeyW'], action: UP },
    { id: 'down', label: text.moveDown, keys: ['ArrowDown', 'KeyS'], action: DOWN },
  ],
  mount: mountCoin,
  describe: describeCoin,
  guide: guideCoin,
  totals: ({ side, view }) => totalsBySeat(side, view.total),
  progress: ({ view }) => ({ now: Math.min(view.step + 1, view.steps), of: view.steps }),
  payoffDigits: 0,
});
