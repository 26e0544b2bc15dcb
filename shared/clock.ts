/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

/** Time as an argument: rooms get the machine's clock, tests one that they move by hand. */
export interface Clock {
  now(): EpochMs;
  /** Calls back once after `delay` milliseconds, unless the returned function is called before. */
  after(delay: number, callback: () => void): CancelTimer;
}

export type CancelTimer = () => void;

/** Network time nudges a machine's clock all the time; a jump of more was made by somebody. */
export const CLOCK_NUDGE_MS = 2000;
