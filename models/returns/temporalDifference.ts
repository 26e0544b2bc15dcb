import { rowsOf, type Floats } from './columns.ts';

export interface TemporalDifferenceInput {
  readonly steps: number;
  /** [T, N] */
  readonly rewards: Floats;
  /** [T, N], V(s_t) */
  readonly values: Floats;
  /** [T, N], V(s_{t+1}), taken before any reset. */
  readonly nextValues: Floats;
  /** [T, N], 1 where the rules ended the episode. */
  readonly terminated: Uint8Array;
  /** In [0, 1]. */
  readonly gamma: number;
}

/**
 * One-step temporal-difference errors, Sutton & Barto 2018, eq. 6.5; as an advantage it is what LOQA's IPD
 * and Coin code uses.  delta_t = r_t + gamma * (1 - terminated_t) * V(s_{t+1}) - V(s_t)
 * @returns [T, N]   @throws RangeError if the arrays differ in length
 */
export function temporalDifference(input: TemporalDifferenceInput): Float32Array {
  const { steps, rewards, values, nextValues, terminated, gamma } = input;
  rowsOf(steps, { rewards, values, nextValues, terminated });
  return Float32Array.from(rewards, (reward, i) => {
    const next = terminated[i] === 1 ? 0 : (nextValues[i] as number);
    return reward + gamma * next - (values[i] as number);
  });
}
