import type { Clock } from '../shared/clock.ts';

/** setTimeout takes 31 bits of milliseconds and fires at once beyond. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The machine's clock: the epoch at the start of the process plus monotonic time since, in whole
 * milliseconds, so that a wall clock set back never reorders a log or lengthens a deadline.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  after(delay, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(delay, 0), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};
