import { rowsOf } from './columns.ts';
import type { GaeInput } from './gae.ts';

/**
 * Lambda-returns, Sutton & Barto 2018, eq. 12.2 in recursive form.
 * G_t = r_t + gamma * (1 - terminated_t) * ((1 - lambda) * V(s_{t+1}) + lambda * G_{t+1}), with V(s_{t+1}) in
 * place of G_{t+1} where the episode was truncated and after the last row. lambda = 1 gives Monte-Carlo
 * returns that bootstrap at the end.
 * @returns [T, N]   @throws RangeError if the arrays differ in length
 */
export function lambdaReturns(input: Omit<GaeInput, 'values'>): Float32Array {
  const { steps, rewards, nextValues, terminated, truncated, gamma, lambda } = input;
  const rows = rowsOf(steps, { rewards, nextValues, terminated, truncated });
  const returns = new Float32Array(rewards.length);
  const lastRow = (steps - 1) * rows;
  for (let i = returns.length - 1; i >= 0; i -= 1) {
    let next = nextValues[i] as number;
    if (i < lastRow && truncated[i] === 0)
      next = (1 - lambda) * next + lambda * (returns[i + rows] as number);
    if (terminated[i] === 1) next = 0;
    returns[i] = (rewards[i] as number) + gamma * next;
  }
  return returns;
}
