import type { CancelTimer, Clock, EpochMs } from '../../shared/clock.ts';
import type { Action } from '../../shared/game.ts';
import type { EpisodeRun } from './episodeRun.ts';
import type { Guard } from './guard.ts';
import type { Pace, PaceHost } from './pace.ts';
import type { ProgramTurns } from './programTurns.ts';
import type { Seat } from './seat.ts';

export interface TickPaceOptions {
  readonly run: EpisodeRun;
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly host: PaceHost;
  readonly guard: Guard;
  readonly programs: ProgramTurns;
  readonly ticksPerSecond: number;
}

/** One change of what a person holds down. */
export interface Press {
  readonly action: Action;
  readonly tShown: EpochMs;
  readonly tInput: EpochMs;
  readonly at: EpochMs;
}

interface Keys {
  /** Held down now, repeated every tick. */
  held: Press | undefined;
  /** Pressed since the last tick, so that a tap shorter than a tick still counts once. */
  readonly presses: Press[];
}

/** The step resolves by the clock; a seat that holds nothing plays the default action. */
export class TickPace implements Pace {
  deadline: EpochMs = 0;
  readonly #options: TickPaceOptions;
  readonly #periodMs: number;
  readonly #keys: Keys[];
  #cancelTick: CancelTimer = () => undefined;
  #stopped = false;

  constructor(options: TickPaceOptions) {
    this.#options = options;
    this.#periodMs = 1000 / options.ticksPerSecond;
    this.#keys = options.seats.map(() => ({ held: undefined, presses: [] }));
  }

  start(): void {
    this.deadline = this.#options.clock.now() + this.#periodMs;
    this.#schedule();
  }

  hold(seat: Seat, press: Press | null): void {
    const keys = this.#keys[seat.index] as Keys;
    keys.held = press ?? undefined;
    if (!press) return;
    // Of many presses within a tick the first and the latest count: the rest would only add delay.
    if (keys.presses.length > 1) keys.presses.pop();
    keys.presses.push(press);
  }

  reconsider(): void {
    // Ticks wait for nobody.
  }

  release(seat: Seat): void {
    const keys = this.#keys[seat.index] as Keys;
    keys.held = undefined;
    keys.presses.length = 0;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTick();
  }

  #schedule(): void {
    const { clock, guard, programs } = this.#options;
    programs.openTick();
    this.#cancelTick = guard.after(this.deadline - clock.now(), () => this.#tick());
  }

  async #tick(): Promise<void> {
    const { clock, host } = this.#options;
    host.tickWasLate(Math.max(0, clock.now() - this.deadline));
    const inputAt = this.#playKeys(this.deadline);
    if ((await host.commit()) && !this.#stopped) {
      // A process that fell behind does not make up for lost ticks: people cannot play a burst.
      this.deadline = Math.max(this.deadline + this.#periodMs, clock.now());
      this.#schedule();
    }
    host.show(inputAt);
  }

  /**
   * Turns keys into decisions.
   * @returns from when on the oldest fresh press could have been answered: what waits for its tick is not late
   */
  #playKeys(due: EpochMs): EpochMs | undefined {
    const { seats, run } = this.#options;
    let oldest: EpochMs | undefined;
    for (const seat of seats) {
      const keys = this.#keys[seat.index] as Keys;
      const fresh = keys.presses.shift();
      const press = fresh ?? keys.held;
      if (!press || seat.occupant.kind !== 'person' || seat.standIn) continue;
      run.decide(seat, { ...press, flags: fresh ? [] : ['held'] });
      if (fresh && (oldest === undefined || fresh.at < oldest)) oldest = fresh.at;
    }
    return oldest === undefined ? undefined : Math.max(oldest, due);
  }
}
