import type { GameSpec } from '../../shared/game.ts';
import type { SceneTurn } from '../games/scene.ts';
import { distinctLabels } from '../ui/distinctLabels.ts';
import type { TableState } from './tableState.ts';

/** How long a change takes on screen where steps do not come by the clock. */
export const TURN_TWEEN_MS = 350;

export interface SceneTurnOptions {
  readonly spec: GameSpec;
  readonly motion: 'full' | 'reduced';
}

/** What the scene draws now; null before the first turn. */
export function sceneTurnOf(
  { info, turn }: TableState,
  options: SceneTurnOptions,
): SceneTurn<unknown> | null {
  if (!info || !turn) return null;
  return {
    view: turn.view,
    previousView: turn.previousView,
    side: info.you.role === 'player' ? info.you.seat : 'spectator',
    labels: distinctLabels(info.seats.map(({ label }) => label)),
    step: turn.step,
    status: turn.status,
    moved: turn.moved,
    ownMove: turn.ownMove,
    deadline: turn.deadline,
    tweenMs: turn.previousView === undefined ? 0 : tweenMs(options),
  };
}

/** Time that a change may take on screen.  @param speed how many times faster than live */
export function tweenMs({ spec, motion }: SceneTurnOptions, speed = 1): number {
  if (motion === 'reduced') return 0;
  const live = spec.pace.kind === 'ticks' ? 1000 / spec.pace.perSecond : TURN_TWEEN_MS;
  return live / speed;
}
