import type { Clock } from '../../shared/clock.ts';

/** This machine's clock. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
