import type { Floats } from './columns.ts';

export interface StandardiseInput {
  readonly values: Floats;
  /** As long; entries with 0 are left out of all sums and become 0. */
  readonly counts: Uint8Array;
  /** Kind of entry i, a small whole number: kinds are standardised apart. */
  readonly kindOf: (i: number) => number;
  /** Adds the sums of those who hold other entries of the same batch, in place. */
  readonly sumOverAll?: (sums: Float64Array) => void;
}

const KINDS = 256;
/** Numbers in the sums. */
export const STANDARDISE_SUMS = 3 * KINDS;

/**
 * Shifts and scales the entries of every kind to mean 0 and (biased) standard deviation 1. The alignment product of
 * advantages of different games needs both on one scale. Entries of a kind that are all equal become 0.
 * @returns as long as the values
 */
export function standardise({
  values,
  counts,
  kindOf,
  sumOverAll = () => undefined,
}: StandardiseInput): Float32Array {
  // [KINDS, 3]: number, sum, sum of squares.
  const sums = new Float64Array(STANDARDISE_SUMS);
  const kinds = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    if (counts[i] === 0) continue;
    const kind = kindOf(i);
    const value = values[i] as number;
    kinds[i] = kind;
    sums[3 * kind]! += 1;
    sums[3 * kind + 1]! += value;
    sums[3 * kind + 2]! += value * value;
  }
  sumOverAll(sums);
  const [means, scales] = [new Float64Array(KINDS), new Float64Array(KINDS)];
  for (let kind = 0; kind < KINDS; kind += 1) {
    const count = Math.max(1, sums[3 * kind] as number);
    const mean = (sums[3 * kind + 1] as number) / count;
    const variance = (sums[3 * kind + 2] as number) / count - mean * mean;
    means[kind] = mean;
    scales[kind] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
  }
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const kind = kinds[i] as number;
    if (counts[i] !== 0)
      out[i] = ((values[i] as number) - (means[kind] as number)) * (scales[kind] as number);
  }
  return out;
}
