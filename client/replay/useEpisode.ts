import { useEffect, useState } from 'preact/hooks';
import { identity } from '../net/api.ts';
import type { OpenedEpisode } from './openEpisode.ts';

/** An opened episode together with who looks at it. */
export interface EpisodeLoading {
  /** null while it loads. */
  readonly opened: OpenedEpisode | null;
  readonly participant: string | null;
}

const RETRY_MS = 1500;

/**
 * Fetches and re-simulates an episode; while it runs, or is still being written at its end, asks again.
 * @param patience how often to ask again after anything but a log
 */
export function useEpisode(episode: string, patience: number): EpisodeLoading {
  const [loading, setLoading] = useState<EpisodeLoading>({ opened: null, participant: null });
  useEffect(() => {
    let mounted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async (left: number): Promise<void> => {
      const { openEpisode } = await import('./openEpisode.ts');
      const [opened, participant] = [await openEpisode(episode), identity.stored()?.participant ?? null];
      if (!mounted) return;
      const mayChange = opened.kind === 'running' || opened.kind === 'failed';
      if (mayChange && left > 0) timer = setTimeout(() => void attempt(left - 1), RETRY_MS);
      if (!mayChange || left === 0 || opened.kind === 'running') setLoading({ opened, participant });
    };
    setLoading({ opened: null, participant: null });
    attempt(patience).catch(
      // The chunk itself did not load.
      () => mounted && setLoading({ opened: { kind: 'failed' }, participant: null }),
    );
    return () => {
      mounted = false;
      clearTimeout(timer);
    };
  }, [episode, patience]);
  return loading;
}
