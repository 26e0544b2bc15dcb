import type { Team } from '../team.ts';

/** Memory that the members of a team share. */
export interface TeamMemory {
  readonly size: number;
  /** Bytes of one member's numbers. */
  readonly capacity: number;
  readonly buffer: SharedArrayBuffer;
}

/** Places in the header, 32-bit. */
const ARRIVED = 0;
const ROUND = 1;
const FAILED = 2;
const HEADER_BYTES = 16;
const WORD_BYTES = 8;
/**
 * Looks at the round before a member goes to sleep, about a tenth of a millisecond: to be woken takes about as long,
 * and members that work on the same come at nearly the same time.
 */
const LOOKS = 50_000;
const WAIT_MS = 1000;
/** A member that takes longer than this has died without a word. */
const LONGEST_WAITS = 300;

/** @param floats, doubles the most that go into one sum */
export function teamMemory(size: number, floats: number, doubles: number): TeamMemory {
  const capacity = roundUp(4 * floats) + WORD_BYTES * doubles;
  // Two tables in turn: while some still read a sum, others may write the numbers of the next.
  return { size, capacity, buffer: new SharedArrayBuffer(HEADER_BYTES + 2 * size * capacity) };
}

type Numbers = Float32Array | Float64Array;

/** One of at least two members, in a thread of its own. Sums are made in the order of members, in double precision. */
export class SharedTeam implements Team {
  readonly size: number;
  readonly member: number;
  readonly #memory: TeamMemory;
  readonly #header: Int32Array;
  #sums = 0;

  constructor(memory: TeamMemory, member: number) {
    this.size = memory.size;
    this.member = member;
    this.#memory = memory;
    this.#header = new Int32Array(memory.buffer, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
  }

  sum(...parts: readonly Numbers[]): void {
    const table = this.#sums % 2;
    this.#sums += 1;
    const own = this.#viewsOf(table, this.member, parts);
    for (const [i, part] of parts.entries()) own[i]?.set(part);
    this.meet();
    const others = Array.from({ length: this.size }, (_, member) => this.#viewsOf(table, member, parts));
    for (const [i, part] of parts.entries()) {
      const terms = others.map((views) => views[i]);
      if (part instanceof Float32Array) addFloats(part, terms as readonly Float32Array[]);
      else addDoubles(part, terms as readonly Float64Array[]);
    }
  }

  /** Where a member puts its numbers. */
  #viewsOf(table: number, member: number, parts: readonly Numbers[]): readonly Numbers[] {
    const { size, capacity, buffer } = this.#memory;
    const start = HEADER_BYTES + (table * size + member) * capacity;
    let at = start;
    return parts.map((part) => {
      const address = at;
      at += roundUp(part.byteLength);
      if (at - start > capacity)
        throw new RangeError(`expected at most ${capacity} bytes of numbers to sum, got more`);
      return part instanceof Float32Array
        ? new Float32Array(buffer, address, part.length)
        : new Float64Array(buffer, address, part.length);
    });
  }

  /** Lets the others know that this one will not come any more. */
  fail(): void {
    Atomics.store(this.#header, FAILED, 1);
    Atomics.add(this.#header, ROUND, 1);
    Atomics.notify(this.#header, ROUND);
  }

  /** Returns when all have come; then each sees what the others have written before. */
  meet(): void {
    const header = this.#header;
    const round = Atomics.load(header, ROUND);
    if (Atomics.add(header, ARRIVED, 1) + 1 === this.size) {
      Atomics.store(header, ARRIVED, 0);
      Atomics.add(header, ROUND, 1);
      Atomics.notify(header, ROUND);
    }
    for (let looks = 0; looks < LOOKS && Atomics.load(header, ROUND) === round; looks += 1);
    for (let waits = 0; Atomics.load(header, ROUND) === round; waits += 1) {
      if (Atomics.load(header, FAILED) !== 0) break;
      if (waits === LONGEST_WAITS)
        throw new Error(`expected ${this.size} workers to go on, but one has not answered for ${waits} s`);
      Atomics.wait(header, ROUND, round, WAIT_MS);
    }
    if (Atomics.load(header, FAILED) !== 0)
      throw new Error(`expected ${this.size} workers to go on, but one has failed`);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / WORD_BYTES) * WORD_BYTES;
}

// Twice the same: a loop over arrays of one type is several times as fast as one over either.

function addFloats(target: Float32Array, terms: readonly Float32Array[]): void {
  const [first, second] = terms as [Float32Array, Float32Array];
  for (let i = 0; i < target.length; i += 1) {
    let total = (first[i] as number) + (second[i] as number);
    for (let k = 2; k < terms.length; k += 1) total += (terms[k] as Float32Array)[i] as number;
    target[i] = total;
  }
}

function addDoubles(target: Float64Array, terms: readonly Float64Array[]): void {
  const [first, second] = terms as [Float64Array, Float64Array];
  for (let i = 0; i < target.length; i += 1) {
    let total = (first[i] as number) + (second[i] as number);
    for (let k = 2; k < terms.length; k += 1) total += (terms[k] as Float64Array)[i] as number;
    target[i] = total;
  }
}
