/** By degrees of freedom, from 1. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL = 1.96;

/**
 * Half the width of a 95 % interval in standard errors: the 0.975 quantile of Student's t, from a table up to 30
 * degrees of freedom, from its expansion in 1 / degrees above that.
 * @param degrees whole number from 1 up   @throws RangeError otherwise
 */
export function studentQuantile(degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`expected at least one degree of freedom, got ${degrees}`);
  return QUANTILES[degrees - 1] ?? NORMAL + (NORMAL ** 3 + NORMAL) / (4 * degrees);
}
