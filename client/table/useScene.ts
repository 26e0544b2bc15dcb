import { useEffect, useState } from 'preact/hooks';
import { GAME_IDS, type GameId } from '../../shared/games/registry.ts';
import { SCENES } from '../games/registry.ts';
import type { AnyScene } from '../games/scene.ts';

export type SceneLoading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly scene: AnyScene }
  | { readonly kind: 'failed' };

/** Loads the scene of a game; undefined: no game is known yet. */
export function useScene(game: string | undefined): SceneLoading {
  const [loading, setLoading] = useState<SceneLoading>({ kind: 'loading' });
  useEffect(() => {
    if (game === undefined) return undefined;
    const id = GAME_IDS.find((known) => known === game);
    if (id === undefined) {
      setLoading({ kind: 'failed' });
      return undefined;
    }
    return load(id, setLoading);
  }, [game]);
  return loading;
}

function load(id: GameId, tell: (loading: SceneLoading) => void): () => void {
  let wanted = true;
  SCENES[id]().then(
    (scene) => wanted && tell({ kind: 'loaded', scene }),
    () => wanted && tell({ kind: 'failed' }),
  );
  return () => {
    wanted = false;
  };
}
