import { useEffect, useState } from 'preact/hooks';

/** Renders again every `everyMs`; @returns how often it has */
export function useTicking(everyMs: number, running = true): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setTicks((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, running]);
  return ticks;
}
