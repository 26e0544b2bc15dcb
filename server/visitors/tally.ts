/** What visitors count as they play; everything that must not happen is an error with its words. */
export const COUNTED = [
  'decisions',
  'mistakes',
  'looked away',
  'reloads',
  'walked out',
  'gave up waiting',
  'turned away',
  'arrivals',
] as const;
export type Counted = (typeof COUNTED)[number];

/** A game that somebody played to its end, or to theirs. */
export interface GamePlayed {
  readonly game: string;
  /** What plays: a style, or the name of an exploiter. */
  readonly player: string;
  /** Number of the person. */
  readonly person: number;
  readonly end: GameEnd;
  /** Own undiscounted return; undefined where the person did not see the end. */
  readonly ownReturn: number | undefined;
}

export type GameEnd = 'ended' | 'walked out' | 'cut short' | 'stopped';

/** Words of different errors that are kept. */
const MAX_ERRORS = 50;

export class Tally {
  readonly games: GamePlayed[] = [];
  readonly counts: Record<Counted, number> = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<
    Counted,
    number
  >;
  /** Times by words. */
  readonly errors = new Map<string, number>();

  count(what: Counted): void {
    this.counts[what] += 1;
  }

  played(game: GamePlayed): void {
    this.games.push(game);
  }

  failed(words: string): void {
    if (this.errors.has(words) || this.errors.size < MAX_ERRORS)
      this.errors.set(words, (this.errors.get(words) ?? 0) + 1);
  }

  get numErrors(): number {
    return [...this.errors.values()].reduce((sum, times) => sum + times, 0);
  }
}
