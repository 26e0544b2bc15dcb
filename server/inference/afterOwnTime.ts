import type { CancelTimer, Clock } from '../../shared/clock.ts';

const SLICES = 10;

/**
 * Calls back after so many milliseconds, as `clock.after`, but counts a time in which this thread itself did not get to
 * run as a tenth of them at most: on a machine that is busy with other things whoever is waited for did not run either,
 * and what came in meanwhile is heard first.
 */
export function afterOwnTime(clock: Clock, ms: number, callback: () => void): CancelTimer {
  let left = SLICES;
  let cancel: CancelTimer = () => undefined;
  const wait = (): void => {
    cancel = clock.after(ms / SLICES, () => {
      left -= 1;
      if (left === 0) callback();
      else wait();
    });
  };
  wait();
  return () => cancel();
}
