import type { Interval } from '../evaluation/bootstrap.ts';

/** `0.312 [0.300, 0.324]`, with fewer digits for larger numbers. */
export function intervalText({ mean, low, high }: Interval): string {
  const size = Math.max(...[mean, low ?? 0, high ?? 0].map(Math.abs));
  const digits = size < 10 ? 3 : size < 100 ? 2 : 1;
  const text = (value: number) => {
    const written = value.toFixed(digits);
    // No -0.000.
    return Number(written) === 0 ? written.replace('-', '') : written;
  };
  return low === null || high === null ? text(mean) : `${text(mean)} [${text(low)}, ${text(high)}]`;
}
