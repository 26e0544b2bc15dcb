import type { Floats } from './columns.ts';

/**
 * Shifts to mean 0 and scales to unbiased standard deviation 1 (divisor n - 1), over all entries.
 * Entries that are all equal become 0.
 * @returns same length   @throws RangeError for fewer than two entries
 */
export function normalise(values: Floats): Float32Array {
  if (values.length < 2) throw new RangeError(`expected at least 2 values, got ${values.length}`);
  const mean = sum(values, (x) => x) / values.length;
  const deviation = Math.sqrt(sum(values, (x) => (x - mean) ** 2) / (values.length - 1));
  return Float32Array.from(values, (x) => (deviation > 0 ? (x - mean) / deviation : 0));
}

function sum(values: Floats, of: (x: number) => number): number {
  let total = 0;
  for (const x of values) total += of(x);
  return total;
}
