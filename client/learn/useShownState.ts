import { useEffect, useState } from 'preact/hooks';
import { reducedMotion } from '../settings.ts';
import type { Store } from '../ui/store.ts';
import type { LearnState } from './learnState.ts';

/** How long a picture stands still for people who want little motion. */
const STILL_MS = 2000;

/** The state as the pictures show it: at once, or for reduced motion every other second and when something happens. */
export function useShownState(store: Store<LearnState>): LearnState {
  const [shown, setShown] = useState(store.value);
  useEffect(() => {
    let last = store.value;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      clearTimeout(timer);
      timer = undefined;
      last = store.value;
      setShown(last);
    };
    const stop = store.subscribe(() => {
      const { status, current } = store.value;
      const event = status !== last.status || current?.run !== last.current?.run;
      if (event || !reducedMotion()) show();
      else timer ??= setTimeout(show, STILL_MS);
    });
    show();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  return shown;
}
