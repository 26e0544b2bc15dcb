import type { CellSlice } from './cellSlice.ts';
import type { GtrxlSpec } from './gtrxlLayout.ts';

/**
 * What a row remembers as one flat array, so that rooms and rollouts can carry it: what went into each layer at
 * the last `context` steps, [layers, context, width], oldest first, then how many of these steps there are.
 * The front of each layer is 0 while there are fewer than `context`; all zeros is the memory of a new episode.
 */
export function layerMemoryLength({ layers, context, width }: GtrxlSpec): number {
  return layers * context * width + 1;
}

export interface LayerHistoryOptions {
  readonly spec: GtrxlSpec;
  readonly rows: number;
  readonly steps: number;
}

/** Inputs of the layers at the last steps that were computed, and the memories that follow from them. */
export class LayerHistory {
  readonly #spec: GtrxlSpec;
  readonly #initial: Float32Array;
  #rows: number;
  /** Steps that are kept: a memory needs `context` of them, and the last two memories can be had. */
  readonly #kept: number;
  /** [kept, R, layers * width]; step t is at place t modulo kept. */
  readonly #states: Float32Array;
  #last = -1;

  constructor({ spec, rows, steps }: LayerHistoryOptions) {
    this.#spec = spec;
    this.#rows = rows;
    this.#kept = Math.min(steps, spec.context + 1);
    this.#initial = new Float32Array(rows * layerMemoryLength(spec));
    this.#states = new Float32Array(this.#kept * rows * spec.layers * spec.width);
  }

  /** R from now on; what was kept is lost. */
  use(rows: number): void {
    this.#rows = rows;
    this.#last = -1;
  }

  /** [R, layerMemoryLength] before step 0. */
  get initial(): Float32Array {
    return this.#initial.subarray(0, this.#rows * layerMemoryLength(this.#spec));
  }

  /** How many of the last of so many steps are kept. */
  keptOf(steps: number): number {
    return Math.min(steps, this.#kept);
  }

  /** Keeps what went into the layers.  @param inputs [r, T of the slice, layers * width], no more steps than are kept */
  keep(inputs: Float32Array, { firstRow, rows, firstStep, steps }: CellSlice): void {
    const size = this.#spec.layers * this.#spec.width;
    for (let row = 0; row < rows; row += 1) {
      for (let t = 0; t < steps; t += 1) {
        const from = (row * steps + t) * size;
        this.#states.set(
          inputs.subarray(from, from + size),
          this.#place(firstStep + t, firstRow + row) * size,
        );
      }
    }
    this.#last = firstStep + steps - 1;
  }

  /** Steps that each row remembers before a step, 0 to context; [R] */
  countsBefore(step: number): Uint16Array {
    return Uint16Array.from({ length: this.#rows }, (_, row) => this.#countBefore(step, row));
  }

  /** [R, layerMemoryLength] before a step. */
  before(step: number): Float32Array {
    if (step === 0) return this.initial;
    this.#check(step - 1);
    const length = layerMemoryLength(this.#spec);
    const memories = new Float32Array(this.#rows * length);
    for (let row = 0; row < this.#rows; row += 1) {
      this.#write(step, row, memories.subarray(row * length, (row + 1) * length));
    }
    return memories;
  }

  #write(step: number, row: number, memory: Float32Array): void {
    const { layers, context, width } = this.#spec;
    const count = this.#countBefore(step, row);
    const initial = this.initial.subarray(row * memory.length, (row + 1) * memory.length);
    for (let age = 1; age <= count; age += 1) {
      const at = step - age;
      const source = at >= 0 ? this.#states : initial;
      for (let layer = 0; layer < layers; layer += 1) {
        const place = at >= 0 ? this.#place(at, row) * layers + layer : (layer + 1) * context + at;
        const from = place * width;
        memory.set(source.subarray(from, from + width), (layer * context + context - age) * width);
      }
    }
    memory[memory.length - 1] = count;
  }

  #countBefore(step: number, row: number): number {
    const end = (row + 1) * layerMemoryLength(this.#spec);
    return Math.min(this.#spec.context, step + (this.initial[end - 1] as number));
  }

  #place(step: number, row: number): number {
    return (step % this.#kept) * this.#rows + row;
  }

  #check(step: number): void {
    const oldest = this.#last < this.#kept ? 0 : this.#last - 1;
    if (step <= this.#last && step >= oldest) return;
    throw new RangeError(
      `expected a step from ${Math.max(0, oldest)} to ${this.#last}, whose memory is kept, got ${step}`,
    );
  }
}
