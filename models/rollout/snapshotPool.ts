import type { RandomStream } from '../../shared/random.ts';

/** Past parameters of the actor, oldest first; the oldest go when the pool is full (LOQA's agent buffer). */
export class SnapshotPool {
  readonly #capacity: number;
  readonly #snapshots: Float32Array[] = [];
  #added = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#snapshots.length;
  }

  /** Snapshots ever added; the pool holds those from number `added - size` on. */
  get added(): number {
    return this.#added;
  }

  add(parameters: Float32Array): void {
    if (this.#snapshots.length === this.#capacity) this.#snapshots.shift();
    this.#snapshots.push(parameters.slice());
    this.#added += 1;
  }

  /** Those that are still held, from the given number on. */
  since(number: number): readonly Float32Array[] {
    return this.#snapshots.slice(Math.max(0, number - (this.#added - this.size)));
  }

  /** Puts an empty pool where another one was.  @param snapshots the last ones of `added`, oldest first */
  restore(added: number, snapshots: readonly Float32Array[]): void {
    for (const snapshot of snapshots) this.add(snapshot);
    this.#added = added;
  }

  /** Uniform, with replacement; number counts all that were ever added, from 0.  @throws RangeError if the pool is empty */
  draw(rng: RandomStream): { readonly number: number; readonly parameters: Float32Array } {
    if (this.#snapshots.length === 0) throw new RangeError('expected a snapshot to draw, got an empty pool');
    const index = rng.int(this.#snapshots.length);
    return { number: this.#added - this.size + index, parameters: this.#snapshots[index] as Float32Array };
  }
}
