import { Tally, type GamePlayed } from './tally.ts';

/** What whoever plays for ever counts: it does not grow, and every new error is told at once. */
export class StandingTally extends Tally {
  /** Games that were played to their end. */
  numEnded = 0;
  readonly #onNewError: (words: string) => void;

  constructor(onNewError: (words: string) => void) {
    super();
    this.#onNewError = onNewError;
  }

  override played({ end }: GamePlayed): void {
    if (end === 'ended') this.numEnded += 1;
  }

  override failed(words: string): void {
    const known = this.errors.size;
    super.failed(words);
    if (this.errors.size > known) this.#onNewError(words);
  }
}
