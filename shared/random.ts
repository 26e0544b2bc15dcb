import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A whole number in [0, 2^53): the only thing an episode's randomness starts from. */
export type Seed = number;

/** A source of random numbers. Rules and strategies get one as an argument and never reach for another. */
export interface Rng {
  /** Uniform over the 2^32 unsigned 32-bit integers. */
  uint32(): number;
  /** Uniform over 0 .. n-1.  @param n whole number in [1, 2^21] */
  int(n: number): number;
  /** Uniform over [0, 1) with 53 random bits. */
  float(): number;
  /** True with probability p.  @param p in [0, 1] */
  chance(p: number): boolean;
}

const TWO_TO_32 = 4294967296;
const FLOAT_UNIT = 1 / 9007199254740992;

/**
 * A named random stream: what it yields depends on (seed, name, index) alone, so that a new consumer of
 * randomness never shifts an older one, and a replay may start at any step.
 *
 * The 128-bit state of a xoroshiro128+ generator is hashed from the name the first time a number is drawn;
 * moving a stream to another index therefore costs nothing while nobody draws.
 */
export class RandomStream implements Rng {
  readonly #nameHash: number;
  /** What seed and name make of the state, whatever the index: most streams are begun again and again. */
  readonly #firstHash: number;
  readonly #secondHash: number;
  #index: number;
  #generator: RandomGenerator | undefined;

  /** @param seed whole number in [0, 2^53)   @throws RangeError otherwise */
  constructor(seed: Seed, name: string, index = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`expected a seed that is a whole number in [0, 2^53), got ${seed}`);
    }
    this.#nameHash = hashName(name);
    this.#firstHash = mix((seed >>> 0) ^ this.#nameHash);
    this.#secondHash = mix(this.#firstHash ^ Math.floor(seed / TWO_TO_32) ^ 0x9e3779b9);
    this.#index = index;
  }

  /** Moves this object to the start of the stream (seed, name, index). */
  moveTo(index: number): this {
    this.#index = index;
    this.#generator = undefined;
    return this;
  }

  uint32(): number {
    this.#generator ??= this.#startGenerator();
    return this.#generator.next() >>> 0;
  }

  int(n: number): number {
    // Multiply-shift keeps the strong high bits of xoroshiro128+; rejection removes the last bias.
    const rejectBelow = (TWO_TO_32 - n) % n;
    for (;;) {
      const product = this.uint32() * n;
      if (product % TWO_TO_32 >= rejectBelow) return Math.floor(product / TWO_TO_32);
    }
  }

  float(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) * FLOAT_UNIT;
  }

  chance(p: number): boolean {
    return this.uint32() < p * TWO_TO_32;
  }

  #startGenerator(): RandomGenerator {
    const c = mix(this.#secondHash ^ this.#index);
    const d = mix(c ^ this.#nameHash ^ 0x85ebca6b);
    const e = mix(d ^ this.#firstHash);
    // The all-zero state is the one state the generator cannot leave.
    return xoroshiro128plusFromState([e | 1, d, c, mix(e ^ this.#secondHash)]);
  }
}

/** The finaliser of MurmurHash3: a bijection on 32 bits in which every input bit moves every output bit. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a over UTF-16 code units. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h;
}

/** A uniformly chosen element.  @throws RangeError if there is none */
export function pick<T>(rng: Rng, items: readonly T[]): T {
  if (items.length === 0) throw new RangeError('expected at least one item to pick from, got none');
  return items[rng.int(items.length)] as T;
}

/** Fisher-Yates, in place: every order is equally likely. */
export function shuffle<T>(rng: Rng, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = rng.int(i + 1);
    const kept = items[i] as T;
    items[i] = items[j] as T;
    items[j] = kept;
  }
  return items;
}
