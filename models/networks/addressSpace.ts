import { CONSTANT_BYTES } from '../kernels/kernels.ts';
import type { NetworkShape } from './network.ts';

export const FLOAT_BYTES = 4;
const FEATURE_BYTES = 2;

/** Where numbers of cells stand: cell t * R + n at base + cell * perCell; perCell 0: only those of the block in work. */
export interface Plane {
  readonly base: number;
  /** Bytes. */
  readonly perCell: number;
}

export function addressOf({ base, perCell }: Plane, cell: number): number {
  return base + cell * perCell;
}

/** Hands out addresses in order; 16 bytes apart, so that every vector load is aligned. */
export class AddressSpace {
  bytes = CONSTANT_BYTES;
  readonly #cells: number;
  readonly #block: number;
  readonly #learns: boolean;

  /** @param block cells that are in work at a time */
  constructor({ rows, steps, purpose }: NetworkShape = { rows: 0, steps: 0 }, block = 0) {
    this.#cells = rows * steps;
    this.#block = block;
    this.#learns = purpose !== 'playing';
  }

  /** @returns the address of `count` floats */
  take(count: number): number {
    const address = this.bytes;
    this.bytes += Math.ceil((count * FLOAT_BYTES) / 16) * 16;
    return address;
  }

  /** @returns 0 in a network that only plays */
  takeToLearn(count: number): number {
    return this.#learns ? this.take(count) : 0;
  }

  everywhere(width: number): Plane {
    return { base: this.take(this.#cells * width), perCell: width * FLOAT_BYTES };
  }

  lists(longest: number, count = this.#cells): Plane {
    const base = this.take(Math.ceil((count * longest * FEATURE_BYTES) / FLOAT_BYTES));
    return { base, perCell: longest * FEATURE_BYTES };
  }

  inBlock(width: number): Plane {
    return { base: this.take(this.#block * width), perCell: 0 };
  }

  /** What the backward pass needs of the forward pass. */
  keptToLearn(width: number): Plane {
    return this.#learns ? this.everywhere(width) : this.inBlock(width);
  }

  /** What only the backward pass needs. */
  slope(width: number): Plane {
    return { base: this.takeToLearn(this.#block * width), perCell: 0 };
  }
}
