import { rowsOf, type Floats } from './columns.ts';

export interface MonteCarloInput {
  readonly steps: number;
  /** [T, N] */
  readonly rewards: Floats;
  /** [T, N], 1 where the episode ended, for whatever reason. */
  readonly done: Uint8Array;
  /** In [0, 1]. */
  readonly gamma: number;
}

/**
 * Discounted reward-to-go without any bootstrap, as LOQA takes it for the other player's advantage
 * (R_t - V(s_t)).  R_t = r_t + gamma * (1 - done_t) * R_{t+1}, and R after the last row is 0.
 * @returns [T, N]   @throws RangeError if the arrays differ in length
 */
export function monteCarloReturns({ steps, rewards, done, gamma }: MonteCarloInput): Float32Array {
  const rows = rowsOf(steps, { rewards, done });
  const returns = Float32Array.from(rewards);
  for (let i = (steps - 1) * rows - 1; i >= 0; i -= 1) {
    if (done[i] === 0) returns[i] = (returns[i] as number) + gamma * (returns[i + rows] as number);
  }
  return returns;
}
