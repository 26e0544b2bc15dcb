import { rowsOf } from './columns.ts';
import { temporalDifference, type TemporalDifferenceInput } from './temporalDifference.ts';

export interface GaeInput extends TemporalDifferenceInput {
  /** [T, N], 1 where only the time limit ended the episode. */
  readonly truncated: Uint8Array;
  /** In [0, 1]; 0 gives the temporal-difference errors. */
  readonly lambda: number;
}

/**
 * Generalised advantage estimation, Schulman et al. 2016, eq. 16.
 * A_t = delta_t + gamma * lambda * (1 - done_t) * A_{t+1}, where done = terminated or truncated, and A after
 * the last row is 0.
 * @returns [T, N], not normalised   @throws RangeError if the arrays differ in length
 */
export function gae(input: GaeInput): Float32Array {
  const { steps, rewards, terminated, truncated, gamma, lambda } = input;
  const rows = rowsOf(steps, { rewards, truncated });
  const advantages = temporalDifference(input);
  for (let i = (steps - 1) * rows - 1; i >= 0; i -= 1) {
    const done = terminated[i] === 1 || truncated[i] === 1;
    if (!done) advantages[i] = (advantages[i] as number) + gamma * lambda * (advantages[i + rows] as number);
  }
  return advantages;
}
