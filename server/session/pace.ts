import type { EpochMs } from '../../shared/clock.ts';
import type { Seat } from './seat.ts';

/** When the steps of an episode resolve: by moves and deadlines, or by the clock. */
export interface Pace {
  /** Starts waiting for the first step. */
  start(): void;
  /** Somebody came, went or was replaced: perhaps nobody is awaited any more. */
  reconsider(): void;
  /** The seat's person is away: nothing is held down any more. */
  release(seat: Seat): void;
  /** When the present step resolves at the latest. */
  readonly deadline: EpochMs;
  stop(): void;
}

/** What a pace asks of its table. */
export interface PaceHost {
  /** Resolves the step and makes it durable.  @returns whether another step follows */
  commit(): Promise<boolean>;
  /** Shows what was committed.  @param inputAt when the message came that made the step resolve, if one did; not before its tick was due */
  show(inputAt: EpochMs | undefined): void;
  /** How late a tick came, in milliseconds. */
  tickWasLate(ms: number): void;
}
