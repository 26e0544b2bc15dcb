/** A surrogate objective and its slope. */
export interface Surrogate {
  readonly value: number;
  /** d value / d log pi(a). */
  readonly slope: number;
}

/**
 * PPO's clipped surrogate, Schulman et al. 2017, eq. 7, to be maximised:
 * min(ratio * A, clip(ratio, 1 - range, 1 + range) * A), where ratio = exp(logProb - oldLogProb).
 * The slope with respect to the log-probability is ratio * A, and 0 where the clip holds.
 * @param range in (0, 1)
 */
export function ppoClip(logProb: number, oldLogProb: number, advantage: number, range: number): Surrogate {
  const ratio = Math.exp(logProb - oldLogProb);
  const clipped = Math.min(Math.max(ratio, 1 - range), 1 + range);
  const free = ratio * advantage;
  const held = clipped * advantage;
  return held < free ? { value: held, slope: 0 } : { value: free, slope: free };
}
