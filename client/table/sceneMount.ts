import type { AnyScene, MountedScene, SceneContext, SceneTurn } from '../games/scene.ts';

/** A scene on its way onto the page or there: takes turns at any time and shows the newest. */
export class SceneMount {
  #mounted: MountedScene<unknown> | undefined;
  #turn: SceneTurn<unknown>;
  #destroyed = false;

  /** @param onError called if the scene cannot be mounted */
  constructor(
    scene: AnyScene,
    {
      host,
      context,
      turn,
      onError,
    }: {
      readonly host: HTMLElement;
      readonly context: SceneContext;
      readonly turn: SceneTurn<unknown>;
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.#turn = turn;
    scene.mount(host, context).then((mounted) => {
      if (this.#destroyed) {
        mounted.destroy();
        return;
      }
      this.#mounted = mounted;
      mounted.update(this.#turn);
    }, onError);
  }

  update(turn: SceneTurn<unknown>): void {
    this.#turn = turn;
    this.#mounted?.update(turn);
  }

  control(id: string): void {
    this.#mounted?.control?.(id);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#mounted?.destroy();
    this.#mounted = undefined;
  }
}
