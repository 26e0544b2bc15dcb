import { startEpisode, type Episode } from '../../shared/episode.ts';
import type { AnyGame } from '../../shared/game.ts';
import { RandomStream, shuffle, type Seed } from '../../shared/random.ts';
import type { GuestSeats } from '../config.ts';

/** What is played in one place of a batch, and who may sit down at it beside the learner. */
export interface ArenaPlan {
  /** Parsed. */
  readonly params: unknown;
  /** Number of the company, 0 if the learner has all seats. */
  readonly company: number;
  /** Number of the guest, from 1; 0: none. */
  readonly guest: number;
  readonly seats: GuestSeats;
}

export interface ArenasOptions {
  readonly game: AnyGame;
  readonly plans: readonly ArenaPlan[];
  /** S */
  readonly seats: number;
  readonly seed: Seed;
  /** Number of the first arena among those of all members of a team. */
  readonly first: number;
  readonly episodes: 'fresh' | 'carried';
  readonly settled: 'played-on' | 'restarted';
  /**
   * When a carried episode that is over gives way to the next: at the start of the next chunk, so that memories begin
   * only there, or at once.
   */
  readonly next: 'next-chunk' | 'at-once';
}

/** What it takes to go on with the episode of an arena. */
export interface ArenaPoint {
  readonly seed: Seed;
  readonly step: number;
  readonly state: unknown;
  readonly returns: readonly number[];
  /** Episodes that the arena has begun. */
  readonly begun: number;
  readonly isOver: boolean;
}

/**
 * B games side by side. Fresh episodes of chunk k start from the numbers of the stream (seed, 'episodes', k), one
 * after the other; the n-th carried one of arena a from (seed, 'arena a', n).
 */
export class Arenas {
  readonly #options: ArenasOptions;
  readonly #episodes: Episode[] = [];
  readonly #seeds: readonly RandomStream[];
  /** [B] episodes begun. */
  readonly #begun: Uint32Array;
  /** [B] 1 where the episode has come to its end. */
  readonly #over: Uint8Array;
  /** [B * S] number of the guest who has the seat, 0 for the learner. */
  readonly #guests: Uint8Array;
  /** Rows by guest, as long as nobody sits down or stands up. */
  #rows: number[][] | undefined;
  #present: readonly boolean[] = [];

  constructor(options: ArenasOptions) {
    const { plans, seats, seed, first } = options;
    this.#options = options;
    this.#begun = new Uint32Array(plans.length);
    this.#over = new Uint8Array(plans.length).fill(1);
    this.#guests = new Uint8Array(plans.length * seats);
    this.#seeds = plans.map((_, arena) => new RandomStream(seed, `arena ${first + arena}`));
  }

  /** [B] */
  get episodes(): readonly Episode[] {
    return this.#episodes;
  }

  get plans(): readonly ArenaPlan[] {
    return this.#options.plans;
  }

  /**
   * Begins chunk `index`.
   * @param present by guest, whether it plays now; where it does not, the learner has its seats
   * @returns [B] 1 where a new episode begins
   */
  beginChunk(index: number, present: readonly boolean[]): Uint8Array {
    const { plans, episodes, seed, first } = this.#options;
    const starts = new Uint8Array(plans.length);
    const fresh = new RandomStream(seed, 'episodes', index);
    if (episodes === 'fresh') for (let i = 0; i < first; i += 1) fresh.uint32();
    for (let arena = 0; arena < plans.length; arena += 1) {
      if (episodes === 'carried' && this.#over[arena] === 0) continue;
      starts[arena] = 1;
      if (episodes === 'carried') this.#begin(arena);
      else this.#start(arena, fresh.uint32());
    }
    this.#present = present;
    this.#rows = undefined;
    return starts;
  }

  /** To be called after a step that ended the episode of an arena. */
  ended(arena: number, how: 'terminated' | 'truncated'): void {
    this.#over[arena] = 1;
    this.#rows = undefined;
    const { episodes, next } = this.#options;
    // A truncated one stays until the end of the chunk: the value of its last observation is still asked for.
    if (episodes === 'carried' && next === 'at-once' && how === 'terminated') this.#begin(arena);
  }

  isOver(arena: number): boolean {
    return this.#over[arena] === 1;
  }

  /** Whether nothing can be earned any more in an arena, and that is to end it. */
  isSettled(arena: number): boolean {
    const { game, plans, settled } = this.#options;
    if (settled === 'played-on' || game.isSettled === undefined) return false;
    return game.isSettled((plans[arena] as ArenaPlan).params, (this.#episodes[arena] as Episode).state);
  }

  /** Number of the guest in a row's seat, 0 for the learner. */
  guestAt(row: number): number {
    const guest = this.#guests[row] as number;
    return this.#present[guest - 1] === true ? guest : 0;
  }

  /** Rows of running episodes that a guest plays, or the learner (0). */
  rowsOf(guest: number): readonly number[] {
    this.#rows ??= this.#listRows();
    return this.#rows[guest] ?? [];
  }

  #listRows(): number[][] {
    const { seats } = this.#options;
    const rows: number[][] = Array.from({ length: this.#present.length + 1 }, () => []);
    for (let arena = 0; arena < this.#episodes.length; arena += 1) {
      if (this.#over[arena] === 1) continue;
      for (let row = arena * seats; row < (arena + 1) * seats; row += 1) rows[this.guestAt(row)]?.push(row);
    }
    return rows;
  }

  #begin(arena: number): void {
    const number = this.#begun[arena] as number;
    this.#begun[arena] = number + 1;
    this.#start(arena, (this.#seeds[arena] as RandomStream).moveTo(number).uint32());
  }

  #start(arena: number, seed: Seed): void {
    const { game, plans } = this.#options;
    const { params } = plans[arena] as ArenaPlan;
    this.#episodes[arena] = startEpisode({ game, params, seed });
    this.#over[arena] = 0;
    this.#rows = undefined;
    this.#seatGuests(arena, seed);
  }

  #seatGuests(arena: number, seed: Seed): void {
    const { seats: count, plans } = this.#options;
    const { guest, seats } = plans[arena] as ArenaPlan;
    const first = arena * count;
    this.#guests.fill(0, first, first + count);
    if (guest === 0) return;
    for (const seat of seatsFor(seats, count, seed)) this.#guests[first + seat] = guest;
  }

  /** Where every arena stands; what is in it may not be changed. */
  points(): readonly ArenaPoint[] {
    return this.#episodes.map(({ seed, step, state, returns }, arena) => ({
      seed,
      step,
      state,
      returns: [...returns],
      begun: this.#begun[arena] as number,
      isOver: this.isOver(arena),
    }));
  }

  /** Goes on from there. */
  restore(points: readonly ArenaPoint[]): void {
    const { game, plans } = this.#options;
    for (const [arena, point] of points.entries()) {
      const { params } = plans[arena] as ArenaPlan;
      this.#begun[arena] = point.begun;
      this.#over[arena] = point.isOver ? 1 : 0;
      this.#episodes[arena] = startEpisode({ game, params, seed: point.seed, from: point });
      this.#seatGuests(arena, point.seed);
    }
    this.#rows = undefined;
  }
}

/** @throws RangeError if there are no such seats */
export function seatsFor(seats: GuestSeats, count: number, seed: Seed): readonly number[] {
  const all = Array.from({ length: count }, (_, seat) => seat);
  if (seats === 'others') return all.slice(1);
  const wanted =
    'random' in seats ? shuffle(new RandomStream(seed, 'seats'), all).slice(0, seats.random) : seats;
  const isThere = (seat: number): boolean => seat < count;
  if (wanted.every(isThere) && wanted.length < count) return wanted;
  throw new RangeError(
    `expected fewer seats for guests than the ${count} there are, got ${JSON.stringify(seats)}`,
  );
}
