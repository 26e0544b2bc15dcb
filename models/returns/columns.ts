/** Numbers laid out time-major, [T, N]: entry t * N + n belongs to step t of row n. */
export type Floats = Float32Array | Float64Array;

/**
 * Number of rows N of arrays that all hold T steps.
 * @param arrays name -> array [T, N]
 * @throws RangeError if the lengths differ or are not a multiple of `steps`
 */
export function rowsOf(steps: number, arrays: Readonly<Record<string, { readonly length: number }>>): number {
  const [[firstName, first], ...others] = Object.entries(arrays) as [[string, { length: number }]];
  if (!Number.isInteger(steps) || steps < 1 || first.length % steps !== 0) {
    throw new RangeError(`expected ${firstName} to hold ${steps} steps, got ${first.length} entries`);
  }
  for (const [name, array] of others as [string, { length: number }][]) {
    if (array.length !== first.length) {
      throw new RangeError(`expected ${name} as long as ${firstName} (${first.length}), got ${array.length}`);
    }
  }
  return first.length / steps;
}
