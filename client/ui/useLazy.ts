import { useEffect, useState } from 'preact/hooks';

/** What `load` resolves to, null until then. Loads once per mount; a failed load stays null. */
export function useLazy<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    let mounted = true;
    load().then(
      (value) => mounted && setLoaded({ value }),
      () => {},
    );
    return () => {
      mounted = false;
    };
  }, []);
  return loaded?.value ?? null;
}
