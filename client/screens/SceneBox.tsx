import { useEffect, useRef, useState } from 'preact/hooks';
import type { GameSpec } from '../../shared/game.ts';
import type { AnyScene, SceneContext, SceneTurn } from '../games/scene.ts';
import { keyName, keysOf } from '../input/keyBindings.ts';
import { bindingsOf, reducedMotion, rendererChoice } from '../settings.ts';
import { STRINGS } from '../strings.ts';
import { SceneMount } from '../table/sceneMount.ts';
import { announce } from '../ui/announcer.ts';

/** What the scene may do; a watcher's does nothing. */
export type SceneActions = Pick<SceneContext, 'now' | 'act' | 'press' | 'release'>;

interface SceneBoxProps {
  readonly game: string;
  readonly scene: AnyScene;
  readonly params: unknown;
  readonly spec: GameSpec;
  readonly role: SceneContext['role'];
  readonly actions: SceneActions;
  readonly turn: SceneTurn<unknown>;
  /** Gets the mount, so that keys without an action reach the scene. */
  readonly onMount?: (mount: SceneMount | null) => void;
}

/** Holds a scene; mounted anew only when game, role or parameters change. */
export function SceneBox({ game, scene, params, spec, role, actions, turn, onMount }: SceneBoxProps) {
  const host = useRef<HTMLDivElement>(null);
  const mount = useRef<SceneMount | null>(null);
  const [failed, setFailed] = useState(false);
  const paramsKey = JSON.stringify(params);
  useEffect(() => {
    if (!host.current) return undefined;
    const context: SceneContext = {
      ...actions,
      params,
      spec,
      role,
      renderer: rendererChoice(),
      reducedMotion,
      announce,
      keyNames: (id) => keyNames(game, scene, id),
    };
    const created = new SceneMount(scene, {
      host: host.current,
      context,
      turn,
      onError: () => setFailed(true),
    });
    mount.current = created;
    onMount?.(created);
    return () => {
      onMount?.(null);
      created.destroy();
      mount.current = null;
      host.current?.replaceChildren();
    };
  }, [scene, role, paramsKey, actions]);
  useEffect(() => mount.current?.update(turn), [turn]);
  return (
    <section class="scene-box" aria-labelledby="scene-title" data-testid="scene" data-step={turn.step}>
      <h2 id="scene-title" class="visually-hidden">
        {STRINGS.table.board}
      </h2>
      {failed && <p role="alert">{STRINGS.table.sceneFailed}</p>}
      <p class="visually-hidden" data-testid="scene-description">
        {scene.describe(turn)}
      </p>
      <div ref={host} class="scene-host" />
    </section>
  );
}

function keyNames(game: string, scene: AnyScene, id: string): string {
  const control = scene.controls.find((each) => each.id === id);
  return control ? keysOf(control, bindingsOf(game)).map(keyName).join(STRINGS.or) : '';
}
