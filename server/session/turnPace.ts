import type { CancelTimer, Clock, EpochMs } from '../../shared/clock.ts';
import type { EpisodeRun, PersonMove } from './episodeRun.ts';
import type { Guard } from './guard.ts';
import type { Pace, PaceHost } from './pace.ts';
import { isAwaited, type Seat } from './seat.ts';

/** With nobody to wait for, a step a second: slow enough to watch and to come back to. */
const UNATTENDED_STEP_MS = 1000;

export interface TurnPaceOptions {
  readonly run: EpisodeRun;
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly host: PaceHost;
  readonly guard: Guard;
  readonly turnMs: number;
}

/** A step resolves when every person has moved, or at the deadline. */
export class TurnPace implements Pace {
  deadline: EpochMs = 0;
  readonly #options: TurnPaceOptions;
  #cancelDeadline: CancelTimer = () => undefined;
  #cancelUnattended: CancelTimer | undefined;
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
    this.#options.run.decide(seat, move);
    if (this.#isComplete()) this.#resolve(this.#options.clock.now());
  }

  reconsider(): void {
    if (!this.#open) return;
    const { seats, run, guard } = this.#options;
    if (!this.#isComplete()) {
      this.#cancelUnattended?.();
      this.#cancelUnattended = undefined;
    } else if (seats.some((seat) => run.hasDecided(seat.index))) this.#resolve(undefined);
    else this.#cancelUnattended ??= guard.after(UNATTENDED_STEP_MS, () => this.#resolve(undefined));
  }

  release(): void {
    // Nothing is held down in a turn game.
  }

  stop(): void {
    this.#open = false;
    this.#cancelTimers();
  }

  #openStep(): void {
    const { clock, guard, turnMs } = this.#options;
    this.#open = true;
    this.deadline = clock.now() + turnMs;
    this.#cancelDeadline = guard.after(turnMs, () => this.#resolve(undefined));
    this.reconsider();
  }

  #isComplete(): boolean {
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
  }
}
