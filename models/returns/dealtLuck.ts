import { linearSolve } from '../exact/linearSolve.ts';
import type { Floats } from './columns.ts';

/** States at which chance has dealt something, as seen by somebody; none of it can be influenced by an action. */
export interface Deals {
  /** [M] How lucky the deal was. */
  readonly luck: Floats;
  /** [M, K] What was settled before and says how much that luck is worth. */
  readonly settled: Floats;
}

/** Adds the sums of those who hold other rows of the same batch, in place. */
type SumOverAll = (sums: Float64Array) => void;

/**
 * What deals are worth, by least squares over all states: y = a + c . z + luck (b + d . z).
 *
 * In Negotiation a deal of which one values every item is worth more than twice as much between cooperators as between
 * defectors. A critic that gives it one worth for both takes a bad deal among cooperators for a loss, and among defectors
 * for a gain, and so does whoever looks back on it as a past advantage: alignment then rewards keeping all of the next deal
 * after bad luck, and giving it away after good luck.
 */
export class WorthOfDeals {
  readonly #worth: readonly number[];
  readonly #meanLuck: number;
  readonly #deals: Deals;
  readonly #width: number;

  /** @param y [M]   @throws RangeError if the deals are not those of as many states */
  constructor(y: Floats, deals: Deals, sumOverAll?: SumOverAll) {
    const { luck, settled } = deals;
    this.#deals = deals;
    this.#width = settled.length / luck.length;
    if (luck.length === 0 || y.length !== luck.length || !Number.isInteger(this.#width)) {
      throw new RangeError(
        `expected one luck and a whole number of settled things for each of ${y.length} states, got ${luck.length} and ${settled.length}`,
      );
    }
    const half = this.#width + 1;
    const size = 2 * half;
    const sums = this.#normalEquations(y);
    sumOverAll?.(sums);
    this.#worth = solve(sums, size);
    this.#meanLuck = (sums[half] as number) / (sums[0] as number);
  }

  /** @returns [M] y as expected from what was settled and dealt */
  expected(): Float32Array {
    return Float32Array.from(
      this.#deals.luck,
      (luck, i) => this.#sum(i, 0) + this.#sum(i, this.#width + 1) * luck,
    );
  }

  /** @returns [M] the part of it that is the deal's: 0 on average, whatever was settled */
  ofLuck(): Float32Array {
    return Float32Array.from(
      this.#deals.luck,
      (luck, i) => this.#sum(i, this.#width + 1) * (luck - this.#meanLuck),
    );
  }

  /** One coefficient and those of what was settled in state i, from place `first` on. */
  #sum(i: number, first: number): number {
    let sum = this.#worth[first] as number;
    for (let k = 0; k < this.#width; k += 1)
      sum += (this.#worth[first + 1 + k] as number) * (this.#deals.settled[i * this.#width + k] as number);
    return sum;
  }

  /** @returns [size, size + 1], of 1, z, luck, luck z; y's side last */
  #normalEquations(y: Floats): Float64Array {
    const half = this.#width + 1;
    const size = 2 * half;
    const sums = new Float64Array(size * (size + 1));
    const terms = new Float64Array(size + 1);
    for (let i = 0; i < y.length; i += 1) {
      const luck = this.#deals.luck[i] as number;
      terms[0] = 1;
      for (let k = 0; k < this.#width; k += 1)
        terms[k + 1] = this.#deals.settled[i * this.#width + k] as number;
      for (let k = 0; k < half; k += 1) terms[half + k] = luck * (terms[k] as number);
      terms[size] = y[i] as number;
      for (let a = 0; a < size; a += 1) {
        const term = terms[a] as number;
        for (let b = 0; b <= size; b += 1) sums[a * (size + 1) + b]! += term * (terms[b] as number);
      }
    }
    return sums;
  }
}

/** Far below what counts: what never varies, as in a first batch where all are alike, gets a coefficient of 0. */
const RIDGE = 1e-9;

function solve(sums: Float64Array, size: number): number[] {
  const rows = Array.from({ length: size }, (_, a) => [
    ...sums.subarray(a * (size + 1), (a + 1) * (size + 1)),
  ]);
  const ridge = RIDGE * (sums[0] as number);
  return linearSolve(
    rows.map((row, a) => row.slice(0, size).map((entry, b) => (a === b ? entry + ridge : entry))),
    rows.map((row) => row[size] as number),
  );
}
