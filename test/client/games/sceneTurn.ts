import type { SceneTurn } from '../../../client/games/scene.ts';

/** A turn in seat 0 of a running game that has been played for as many steps as said. */
export function makeTurn<View>(view: View, overrides: Partial<SceneTurn<View>> = {}): SceneTurn<View> {
  return {
    view,
    previousView: undefined,
    side: 0,
    labels: ['You', 'Robin'],
    step: 0,
    status: 'running',
    moved: false,
    ownMove: null,
    deadline: null,
    tweenMs: 0,
    ...overrides,
  };
}
