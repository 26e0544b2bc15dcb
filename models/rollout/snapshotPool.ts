import type { RandomStream } from '../../shared/random.ts';

/** Past parameters of the actor, oldest first; the oldest go when the pool is full (LOQA's agent buffer). */
export class SnapshotPool {
  readonly #capacity: number;
  readonly #snapshots: Float32Array[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#snapshots.length;
  }

  add(parameters: Float32Array): void {
    if (this.#snapshots.length === this.#capacity) this.#snapshots.shift();
    this.#snapshots.push(parameters.slice());
  }

  /** Uniform, with replacement.  @throws RangeError if the pool is empty */
  draw(rng: RandomStream): Float32Array {
    if (this.#snapshots.length === 0) throw new RangeError('expected a snapshot to draw, got an empty pool');
    return this.#snapshots[rng.int(this.#snapshots.length)] as Float32Array;
  }
}
