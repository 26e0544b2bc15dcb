import type { Clock } from '../../shared/clock.ts';
import type { TablePhase } from '../../shared/protocol/table.ts';
import type { Guard } from './guard.ts';
import { isHere, vacate, type Seat } from './seat.ts';

export interface AttendanceHost {
  phase(): TablePhase;
  /** A person's presence changed in a way that others see. */
  presenceChanged(seat: Seat): void;
  /** The person of a seat has been away for the whole grace period of a running episode. */
  graceOver(seat: Seat): void;
  /** The person of a seat is here again. */
  returned(seat: Seat): void;
}

export interface AttendanceOptions {
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly host: AttendanceHost;
  readonly guard: Guard;
  readonly graceMs: number;
}

/** How long a seat is kept for somebody who has never connected. */
const RESERVATION_MS = 15_000;
/** A client that is silent for this long is treated as gone, whatever its socket says. It pings every 2 s. */
const SILENCE_MS = 6_000;

/** Who of a table's people is here, who is away, and for how long a seat waits for them. */
export class Attendance {
  readonly #options: AttendanceOptions;
  #cancelSweep: (() => void) | undefined;

  constructor(options: AttendanceOptions) {
    this.#options = options;
  }

  /** A seat was given to somebody who still has to connect. */
  expect(seat: Seat): void {
    this.#startGrace(seat, RESERVATION_MS);
  }

  /** The person of the seat has a live connection. */
  arrived(seat: Seat): void {
    const { clock, host } = this.#options;
    seat.heardAt = clock.now();
    seat.cancelGrace?.();
    seat.cancelGrace = undefined;
    seat.everHere = true;
    if (seat.presence !== 'here') {
      seat.presence = 'here';
      host.returned(seat);
      host.presenceChanged(seat);
    }
    this.#cancelSweep ??= this.#sweepLater();
  }

  /** A message came: the connection is alive, even if it had gone silent before. */
  heard(seat: Seat): void {
    if (seat.presence === 'here') seat.heardAt = this.#options.clock.now();
    else this.arrived(seat);
  }

  /** The connection is gone or silent. */
  lost(seat: Seat): void {
    if (!isHere(seat)) return;
    seat.presence = 'reconnecting';
    this.#startGrace(seat, this.#options.graceMs);
    this.#options.host.presenceChanged(seat);
  }

  stop(): void {
    this.#cancelSweep?.();
    for (const seat of this.#options.seats) seat.cancelGrace?.();
  }

  #startGrace(seat: Seat, delay: number): void {
    seat.cancelGrace?.();
    seat.cancelGrace = this.#options.guard.after(delay, () => this.#graceOver(seat));
  }

  #graceOver(seat: Seat): void {
    const { host } = this.#options;
    seat.cancelGrace = undefined;
    if (host.phase() === 'playing') host.graceOver(seat);
    else if (host.phase() === 'waiting') vacate(seat);
    else seat.presence = 'left';
    host.presenceChanged(seat);
  }

  #sweepLater(): () => void {
    return this.#options.guard.after(SILENCE_MS / 3, () => {
      const { seats, clock } = this.#options;
      const silentSince = clock.now() - SILENCE_MS;
      for (const seat of seats) if (isHere(seat) && seat.heardAt < silentSince) this.lost(seat);
      this.#cancelSweep = seats.some(isHere) ? this.#sweepLater() : undefined;
    });
  }
}
