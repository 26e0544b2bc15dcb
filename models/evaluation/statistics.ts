/** Arithmetic mean.  @throws RangeError if there is no value */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('expected at least one value, got none');
  return sum(values) / values.length;
}

/** Unbiased (division by n - 1).  @returns null where one value tells nothing about the spread */
export function standardDeviation(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const centre = mean(values);
  const squares = values.reduce((total, value) => total + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (n - 1));
}

/** Of the mean: standard deviation / sqrt(n).  @returns null where one value tells nothing about the spread */
export function standardError(values: readonly number[]): number | null {
  const spread = standardDeviation(values);
  return spread === null ? null : spread / Math.sqrt(values.length);
}

/** The middle value, or the mean of the middle two.  @throws RangeError if there is no value */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
