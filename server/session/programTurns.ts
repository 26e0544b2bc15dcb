import type { CancelTimer, Clock } from '../../shared/clock.ts';
import type { EpisodeRun } from './episodeRun.ts';
import type { Guard } from './guard.ts';
import { agentOf, type Seat } from './seat.ts';
import type { TableMonitor } from './tablePort.ts';

export interface ProgramTurnsOptions {
  readonly run: EpisodeRun;
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly guard: Guard;
  readonly monitor: TableMonitor;
  readonly agentDeadlineMs: number;
  /** When in the present step the program of a seat may have moved, in milliseconds after its opening. */
  readonly delayMs: (seat: Seat) => number;
}

/**
 * What the programs of a table need of a step's time: trained agents think elsewhere, and moves count on the table's
 * schedule. Scripts decide when the step resolves, and need none.
 */
export class ProgramTurns {
  readonly #options: ProgramTurnsOptions;
  #cancelDeadline: CancelTimer = () => undefined;
  #cancelPause: CancelTimer = () => undefined;
  #isPausing = false;
  #isTimeUp = false;

  constructor(options: ProgramTurnsOptions) {
    this.#options = options;
  }

  /** A step opens.  @param onChange `done` may be true now */
  open(onChange: () => void): void {
    this.close();
    const { guard, seats, agentDeadlineMs } = this.#options;
    this.#isTimeUp = false;
    if (this.#ask(onChange, Infinity)) {
      this.#cancelDeadline = guard.after(agentDeadlineMs, () => {
        this.#isTimeUp = true;
        onChange();
      });
    }
    const pause = Math.max(0, ...seats.filter(hasProgram).map((seat) => this.#options.delayMs(seat)));
    this.#isPausing = pause > 0;
    if (this.#isPausing) {
      this.#cancelPause = guard.after(pause, () => {
        this.#isPausing = false;
        onChange();
      });
    }
  }

  /** A step opens that waits for nobody: what an agent says after the deadline is lost. */
  openTick(): void {
    this.#ask(() => undefined, this.#options.agentDeadlineMs);
  }

  /** Asks every agent about the present step.  @returns whether there is one */
  #ask(onAnswer: () => void, lostAfterMs: number): boolean {
    const { seats, run, guard, clock, monitor } = this.#options;
    const asked = seats.filter(({ agent }) => agent !== undefined);
    for (const seat of asked) {
      const { agent } = seat;
      if (!agent) continue;
      guard.inBackground(async () => {
        const askedAt = clock.now();
        if (!(await agent.ask(run.episode, () => clock.now() - askedAt > lostAfterMs))) return;
        monitor.agentAnswered(clock.now() - askedAt, agentOf(seat));
        onAnswer();
      });
    }
    return asked.length > 0;
  }

  /** Nothing in this step waits for programs any more. */
  get done(): boolean {
    if (this.#isPausing) return false;
    return (
      this.#isTimeUp || this.#options.seats.every(({ agent }) => agent === undefined || agent.hasAnswered)
    );
  }

  close(): void {
    this.#cancelDeadline();
    this.#cancelPause();
  }
}

function hasProgram({ occupant, standIn }: Seat): boolean {
  return occupant.kind === 'program' || standIn !== undefined;
}
