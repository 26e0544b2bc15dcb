import type { CancelTimer, Clock } from '../../shared/clock.ts';

/**
 * Runs a table's work so that what it throws, at once or later, reaches the table's own failure handler and
 * nobody else.
 */
export class Guard {
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;

  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  /** @returns what the work returns, or undefined if it threw */
  run<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#onError(error);
      return undefined;
    }
  }

  inBackground(work: () => Promise<void>): void {
    this.run(() => void work().catch(this.#onError));
  }

  after(delay: number, callback: () => void | Promise<void>): CancelTimer {
    return this.#clock.after(delay, () => this.inBackground(async () => callback()));
  }
}
