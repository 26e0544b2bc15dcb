import { useEffect, useState } from 'preact/hooks';
import type { Store } from './store.ts';

/** The store's value; renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, render] = useState(0);
  useEffect(() => {
    const again = (): void => render((n) => n + 1);
    // Between rendering and subscribing the value may have moved.
    again();
    return store.subscribe(again);
  }, [store]);
  return store.value;
}
