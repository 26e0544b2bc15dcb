import type { CurrentTurn, DoneTurn, TrainerState } from '../../shared/lifecycle/trainerState.ts';
import { firstState, putDamagedAside, readState, writeState } from './stateFile.ts';

export interface StateKeeperOptions {
  readonly data: string;
  readonly newSeed: () => number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  readonly log: (line: string) => void;
}

/** Turns that are told of. */
const MOST_DONE = 200;
/** Progress is for whoever looks, and may be lost. */
const SECONDS_BETWEEN_PROGRESS = 5;

/** The trainer's state in memory and on the disk. A change that could not be written stays to be written. */
export class StateKeeper {
  readonly #options: StateKeeperOptions;
  #state: TrainerState;
  #isWritten = true;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: StateKeeperOptions) {
    this.#options = options;
    const { data, newSeed, log } = options;
    const read = readState(data);
    if (read.kind === 'damaged') {
      log(`begins its turns anew, for its state cannot be read and was put aside: ${read.why}`);
      putDamagedAside(data);
    }
    this.#state = read.kind === 'state' ? read.state : firstState(newSeed());
  }

  get state(): TrainerState {
    return this.#state;
  }

  /** Writes what has changed.  @throws what the disk says; the change stays to be written */
  save(changes: Partial<TrainerState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#isWritten = false;
    this.flush();
  }

  flush(): void {
    if (this.#isWritten) return;
    writeState(this.#options.data, this.#state);
    this.#isWritten = true;
  }

  doing(what: string): void {
    if (this.#state.doing !== what) this.save({ doing: what });
  }

  /** The present turn has got somewhere. */
  progress({ iterations, share }: Pick<CurrentTurn, 'iterations' | 'share'>): void {
    const { current } = this.#state;
    if (current === null) return;
    const isFirst = current.attempts > 0;
    // Of a model of people nothing is kept before its end.
    const attempts = current.job.kind === 'imitate' ? current.attempts : 0;
    this.#state = { ...this.#state, current: { ...current, iterations, share, attempts } };
    this.#isWritten = false;
    const now = this.#options.seconds();
    if (!isFirst && now - this.#toldAt < SECONDS_BETWEEN_PROGRESS) return;
    this.#toldAt = now;
    this.flush();
  }

  /** That the present turn got nowhere was not its own fault. To be written with the next change. */
  forgive(): void {
    const { current } = this.#state;
    if (current !== null) this.#state = { ...this.#state, current: { ...current, attempts: 0 } };
  }

  end(turn: DoneTurn): void {
    const done = [...this.#state.done, turn].slice(-MOST_DONE);
    this.save({ current: null, done, people: this.#peopleAfter(turn), doing: 'looking around' });
  }

  /** Whatever came of a model of people: the next try is due when enough others have come. */
  #peopleAfter({ kind, game }: DoneTurn): TrainerState['people'] {
    const { people } = this.#state;
    const seen = people[game];
    if (kind !== 'imitate' || seen === undefined) return people;
    return { ...people, [game]: { ...seen, known: seen.given } };
  }
}
