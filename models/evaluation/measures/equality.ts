import { sum } from '../statistics.ts';

/**
 * 1 minus the Gini coefficient: E = 1 - sum_i sum_j |R_i - R_j| / (2 N sum_i R_i), Perolat et al. 2017, section 2.3.
 * @param returns of all N players, none below 0   @returns in (0, 1], 1 where all have the same; null if nobody has
 * anything or somebody is below 0, where the coefficient means nothing
 */
export function equality(returns: readonly number[]): number | null {
  const total = sum(returns);
  if (total <= 0 || returns.some((value) => value < 0)) return null;
  const differences = sum(returns.flatMap((a) => returns.map((b) => Math.abs(a - b))));
  return 1 - differences / (2 * returns.length * total);
}
