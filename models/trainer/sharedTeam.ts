import type { Team } from '../team.ts';

/** Memory that the members of a team share. */
export interface TeamMemory {
  readonly size: number;
  /** Numbers that fit into one sum. */
  readonly capacity: number;
  readonly buffer: SharedArrayBuffer;
}

/** Places in the header, 32-bit. */
const ARRIVED = 0;
const ROUND = 1;
const FAILED = 2;
const HEADER_BYTES = 16;
const DOUBLE_BYTES = 8;
const WAIT_MS = 1000;
/** A member that takes longer than this has died without a word. */
const LONGEST_WAITS = 300;

export function teamMemory(size: number, capacity: number): TeamMemory {
  // Two tables in turn: while some still read a sum, others may write the numbers of the next.
  const buffer = new SharedArrayBuffer(HEADER_BYTES + 2 * size * capacity * DOUBLE_BYTES);
  return { size, capacity, buffer };
}

/** A member, in a thread of its own. Sums are made in the order of members, in double precision. */
export class SharedTeam implements Team {
  readonly size: number;
  readonly member: number;
  readonly #header: Int32Array;
  readonly #tables: readonly (readonly Float64Array[])[];
  #sums = 0;

  constructor({ size, capacity, buffer }: TeamMemory, member: number) {
    this.size = size;
    this.member = member;
    this.#header = new Int32Array(buffer, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.#tables = [0, 1].map((table) =>
      Array.from({ length: size }, (_, slot) => {
        const at = HEADER_BYTES + (table * size + slot) * capacity * DOUBLE_BYTES;
        return new Float64Array(buffer, at, capacity);
      }),
    );
  }

  sum(values: Float32Array | Float64Array): void {
    const table = this.#tables[this.#sums % 2] as readonly Float64Array[];
    this.#sums += 1;
    const own = table[this.member] as Float64Array;
    if (values.length > own.length)
      throw new RangeError(`expected at most ${own.length} numbers to sum, got ${values.length}`);
    own.set(values);
    this.#meet();
    for (let i = 0; i < values.length; i += 1) {
      let total = 0;
      for (const slot of table) total += slot[i] as number;
      values[i] = total;
    }
  }

  /** Lets the others know that this one will not come any more. */
  fail(): void {
    Atomics.store(this.#header, FAILED, 1);
    Atomics.add(this.#header, ROUND, 1);
    Atomics.notify(this.#header, ROUND);
  }

  /** Returns when all have come. */
  #meet(): void {
    const header = this.#header;
    const round = Atomics.load(header, ROUND);
    if (Atomics.add(header, ARRIVED, 1) + 1 === this.size) {
      Atomics.store(header, ARRIVED, 0);
      Atomics.add(header, ROUND, 1);
      Atomics.notify(header, ROUND);
    }
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
