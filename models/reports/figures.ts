import { mean, standardDeviation } from '../evaluation/statistics.ts';

/** Decimal digits that a double keeps. */
const DOUBLE_DIGITS = 15;

/** `-0.1` with three digits: -0.100; never -0.000. Halves go away from zero, as people round: 0.965 is 0.97. */
export function fixed(value: number, digits: number): string {
  const scale = 10 ** digits;
  // Or 0.285 * 100, which is 28.499999999999996, would go down.
  const scaled = Math.round(Number((Math.abs(value) * scale).toPrecision(DOUBLE_DIGITS)));
  return `${value < 0 && scaled > 0 ? '-' : ''}${(scaled / scale).toFixed(digits)}`;
}

/** `0.274 (0.005)`: mean and standard deviation; `-` without values. */
export function meanAndDeviation(values: readonly number[], digits: number): string {
  if (values.length === 0) return '-';
  const deviation = standardDeviation(values);
  const spread = deviation === null ? '' : ` (${fixed(deviation, digits)})`;
  return `${fixed(mean(values), digits)}${spread}`;
}

/** `16.4 to 17.0`, or one number if both ends look the same. */
export function rangeOf(values: readonly number[], digits: number): string {
  const ends = [Math.min(...values), Math.max(...values)].map((value) => fixed(value, digits));
  return [...new Set(ends)].join(' to ');
}

/** To so many significant digits: more than the noise leaves only makes a file long. */
export function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
