import type { CancelTimer, Clock, EpochMs } from '../../shared/clock.ts';
import type { EpisodeRun, PersonMove } from './episodeRun.ts';
import type { Guard } from './guard.ts';
import type { Pace, PaceHost } from './pace.ts';
import type { ProgramTurns } from './programTurns.ts';
import { isAwaited, type Seat } from './seat.ts';

/** With nobody to wait for, a step a second: slow enough to watch and to come back to. */
const UNATTENDED_STEP_MS = 1000;

export interface TurnPaceOptions {
  readonly run: EpisodeRun;
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly host: PaceHost;
  readonly guard: Guard;
  readonly programs: ProgramTurns;
  readonly turnMs: number;
}

/** A step resolves when every person has moved and every program had its time, or at the deadline. */
export class TurnPace implements Pace {
  deadline: EpochMs = 0;
  readonly #options: TurnPaceOptions;
  #cancelDeadline: CancelTimer = () => undefined;
  #cancelUnattended: CancelTimer | undefined;
  /** Nobody was awaited for as long as a step then takes. */
  #isUnattendedOver = false;
  /** Between the decision to resolve and the next step no move is taken. */
  #open = false;

  constructor(options: TurnPaceOptions) {
    this.#options = options;
  }

  start(): void {
    this.#openStep();
  }

  /** Whether a move for the present step can still be taken. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Takes a move; the step resolves in the same call if it was the last one awaited. */
  move(seat: Seat, move: PersonMove): void {
    const { run, programs, clock } = this.#options;
    run.decide(seat, move);
    if (this.#peopleAreIn() && programs.done) this.#resolve(clock.now());
  }

  reconsider(): void {
    if (!this.#open) return;
    const { seats, run, guard, programs } = this.#options;
    if (!this.#peopleAreIn()) {
      this.#cancelUnattended?.();
      this.#cancelUnattended = undefined;
      this.#isUnattendedOver = false;
    } else if (this.#isUnattendedOver || seats.some((seat) => run.hasDecided(seat.index))) {
      if (programs.done) this.#resolve(undefined);
    } else {
      this.#cancelUnattended ??= guard.after(UNATTENDED_STEP_MS, () => {
        this.#isUnattendedOver = true;
        this.reconsider();
      });
    }
  }

  release(): void {
    // Nothing is held down in a turn game.
  }

  stop(): void {
    this.#open = false;
    this.#cancelTimers();
  }

  #openStep(): void {
    const { clock, guard, turnMs, programs } = this.#options;
    this.#open = true;
    this.deadline = clock.now() + turnMs;
    this.#isUnattendedOver = false;
    this.#cancelDeadline = guard.after(turnMs, () => this.#resolve(undefined));
    programs.open(() => this.reconsider());
    this.reconsider();
  }

  /** Nobody who is awaited has still to move. */
  #peopleAreIn(): boolean {
    const { seats, run } = this.#options;
    return seats.every((seat) => !isAwaited(seat) || run.hasDecided(seat.index));
  }

  #resolve(inputAt: EpochMs | undefined): void {
    if (!this.#open) return;
    this.stop();
    const { host, guard } = this.#options;
    guard.inBackground(async () => {
      // The next deadline is part of what is shown.
      if (await host.commit()) this.#openStep();
      host.show(inputAt);
    });
  }

  #cancelTimers(): void {
    this.#cancelDeadline();
    this.#cancelUnattended?.();
    this.#cancelUnattended = undefined;
    this.#options.programs.close();
  }
}
