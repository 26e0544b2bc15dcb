/** So often out of so many, and what that says about the probability behind it. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** count / of; null if there was nothing to count. */
  readonly estimate: number | null;
  /** Wilson interval at 95 %; [0, 1] if there was nothing to count. */
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % of a standard normal. */
const Z = 1.959963984540054;

/**
 * A proportion with Wilson's score interval (Wilson 1927):
 *   (p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n).
 * It stays within [0, 1] and holds at few trials and at proportions of 0 and 1, where the plain one collapses
 * (Brown, Cai & DasGupta 2001). Trials are taken to be independent.
 * @param count, of whole numbers, 0 <= count <= of   @throws RangeError otherwise
 */
export function proportion(count: number, of: number): Proportion {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of)
    throw new RangeError(`expected 0 <= count <= of, whole numbers, got ${count} of ${of}`);
  if (of === 0) return { count, of, estimate: null, low: 0, high: 1 };
  const p = count / of;
  const square = (Z * Z) / of;
  const middle = (p + square / 2) / (1 + square);
  const half = (Math.sqrt((p * (1 - p)) / of + square / (4 * of)) * Z) / (1 + square);
  return {
    count,
    of,
    estimate: p,
    // At the ends the two terms are equal, and rounding must not lead past them.
    low: count === 0 ? 0 : middle - half,
    high: count === of ? 1 : middle + half,
  };
}
