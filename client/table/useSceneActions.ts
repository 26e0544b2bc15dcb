import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { AnyScene } from '../games/scene.ts';
import { listenToKeys } from '../input/listenToKeys.ts';
import { PressModel } from '../input/pressModel.ts';
import type { SceneActions } from '../screens/SceneBox.tsx';
import type { TableSession } from './tableSession.ts';

/** What actions need of a session: a game in this page has no more. */
type Acting = Pick<TableSession, 'move' | 'hold'> & {
  readonly serverClock: Pick<TableSession['serverClock'], 'now'>;
};

interface SceneActionOptions {
  readonly game: string;
  readonly scene: AnyScene;
  readonly session: Acting;
  readonly role: 'player' | 'watcher';
  readonly pace: 'turns' | 'ticks';
  /** A control without an action went down. */
  readonly control: (id: string) => void;
}

/** What a scene at a live table may do, with the keys connected for as long as the table shows. */
export function useSceneActions({
  game,
  scene,
  session,
  role,
  pace,
  control,
}: SceneActionOptions): SceneActions {
  const model = useMemo(
    () =>
      new PressModel({
        controls: scene.controls,
        pace,
        act: (action) => session.move(action),
        hold: (action) => session.hold(action),
        other: control,
      }),
    [scene, session, pace],
  );
  useLayoutEffect(() => {
    if (role !== 'player') return undefined;
    return listenToKeys({ game, controls: scene.controls, model });
  }, [role, game, scene, model]);
  return useMemo<SceneActions>(
    () =>
      role === 'player'
        ? {
            now: () => session.serverClock.now(),
            act: (action) => session.move(action),
            press: (id) => model.press(id),
            release: (id) => model.release(id),
          }
        : { now: () => session.serverClock.now(), act: nothing, press: nothing, release: nothing },
    [role, session, model],
  );
}

function nothing(): void {
  // Watchers draw, and no more.
}
