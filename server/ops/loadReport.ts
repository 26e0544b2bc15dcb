import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ServerLoad } from '../../shared/protocol/serverLoad.ts';
import type { Monitor } from './monitor.ts';

const PERIOD_MS = 1000;
const RESOLUTION_MS = 10;
const NANOSECONDS_PER_MS = 1e6;

/**
 * Tells every second how much there is to do, for the trainer to yield.
 * @returns how to end it
 */
export function reportLoad(monitor: Pick<Monitor, 'recent'>, tell: (load: ServerLoad) => void): () => void {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const timer = setInterval(() => {
    const { tickJitter, decisionLatency } = monitor.recent();
    const late = loop.count === 0 ? 0 : loop.percentile(99) / NANOSECONDS_PER_MS - RESOLUTION_MS;
    loop.reset();
    tell({
      kind: 'load',
      eventLoopMs: Math.max(0, late),
      tickJitterMs: tickJitter.p99,
      decisionMs: decisionLatency.p99,
    });
  }, PERIOD_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    loop.disable();
  };
}
