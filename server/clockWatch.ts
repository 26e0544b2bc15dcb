import { CLOCK_NUDGE_MS, type Clock } from '../shared/clock.ts';

const PERIOD_MS = 5000;

/**
 * Tells when somebody sets the machine's clock. Nothing follows from it: the server's own time goes on, see
 * `systemClock`. But whoever compares logs should know.
 * @param wall the machine's clock, epoch ms   @returns how to end it
 */
export function watchClock(clock: Clock, wall: () => number, tell: (what: string) => void): () => void {
  let ahead = wall() - clock.now();
  let cancel = (): void => undefined;
  const look = (): void => {
    const now = wall() - clock.now();
    const by = now - ahead;
    ahead = now;
    if (Math.abs(by) > CLOCK_NUDGE_MS) {
      const seconds = Math.round(Math.abs(by) / 1000);
      tell(
        `the machine's clock was set ${by < 0 ? 'back' : 'forward'} by ${seconds} s; times in the log go on without it`,
      );
    }
    cancel = clock.after(PERIOD_MS, look);
  };
  cancel = clock.after(PERIOD_MS, look);
  return () => cancel();
}
