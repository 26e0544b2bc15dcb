import {
  BACKWARD,
  FORWARD,
  STEP_LEFT,
  STEP_RIGHT,
  TURN_LEFT,
  TURN_RIGHT,
  ZAP,
} from '../../../shared/games/harvest/geometry.ts';
import type { HarvestView } from '../../../shared/games/harvest/view.ts';
import { STRINGS } from '../../strings.ts';
import { defineScene } from '../scene.ts';
import { describeHarvest } from './describeHarvest.ts';
import { guideHarvest } from './guideHarvest.ts';
import { mountHarvest } from './HarvestTable.tsx';

const text = STRINGS.games.harvest;

export const harvestScene = defineScene<HarvestView>({
  controls: [
    { id: 'forward', label: text.forward, keys: ['ArrowUp', 'KeyW'], action: FORWARD },
    { id: 'backward', label: text.backward, keys: ['ArrowDown', 'KeyS'], action: BACKWARD },
    { id: 'step-left', label: text.stepLeft, keys: ['ArrowLeft', 'KeyA'], action: STEP_LEFT },
    { id: 'step-right', label: text.stepRight, keys: ['ArrowRight', 'KeyD'], action: STEP_RIGHT },
    { id: 'turn-left', label: text.turnLeft, keys: ['KeyQ'], action: TURN_LEFT },
    { id: 'turn-right', label: text.turnRight, keys: ['KeyE'], action: TURN_RIGHT },
    { id: 'zap', label: text.zap, keys: ['Space'], action: ZAP },
  ],
  mount: mountHarvest,
  describe: describeHarvest,
  guide: guideHarvest,
  totals: ({ view, side, labels }) =>
    view.kind === 'spectator'
      ? view.seats.map(({ total }) => total)
      : labels.map((_, seat) => (seat === side ? view.total : null)),
  // Nobody in the game knows when it ends.
  progress: ({ view }) => ({ now: view.step + 1, of: null }),
  payoffDigits: 0,
  afterwards: async () => (await import('./HarvestAfterwards.tsx')).HarvestAfterwards,
});
