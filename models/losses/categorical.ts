import type { Floats } from '../returns/columns.ts';

/**
 * Softmax policy over A logits of one row.
 * @param logits [..., A]   @param offset index of the row's first logit   @param out [A], receives probabilities
 * @returns the log of the normaliser, so that log pi(a) = logits[offset + a] - returned
 */
export function softmax(logits: Floats, offset: number, out: Floats): number {
  const actions = out.length;
  let largest = -Infinity;
  for (let a = 0; a < actions; a += 1) largest = Math.max(largest, logits[offset + a] as number);
  let total = 0;
  for (let a = 0; a < actions; a += 1) {
    const weight = Math.exp((logits[offset + a] as number) - largest);
    out[a] = weight;
    total += weight;
  }
  for (let a = 0; a < actions; a += 1) out[a] = (out[a] as number) / total;
  return largest + Math.log(total);
}

/** One row of logits and what `softmax` made of it. */
export interface SoftmaxRow {
  /** [..., A] */
  readonly logits: Floats;
  readonly offset: number;
  /** [A] */
  readonly probabilities: Floats;
  /** log pi(a) = logits[offset + a] - normaliser */
  readonly normaliser: number;
}

/** Entropy in nats, without a logarithm: the normaliser less the mean logit. */
export function categoricalEntropy({ logits, offset, probabilities, normaliser }: SoftmaxRow): number {
  let entropy = normaliser;
  for (let a = 0; a < probabilities.length; a += 1)
    entropy -= (probabilities[a] as number) * (logits[offset + a] as number);
  return entropy;
}

/** Weights of the two terms of an objective w * log pi(action) + e * entropy. */
export interface ObjectiveWeights {
  readonly logProb: number;
  readonly entropy: number;
}

/**
 * Slope of  w * log pi(action) + e * H(pi)  with respect to the logits:
 * w * (1[a = action] - p_a) - e * p_a * (log p_a + H).
 * @param entropy H of the row   @param out [..., A] receives the slope from the row's offset on
 */
export function categoricalSlope(
  { logits, offset, probabilities, normaliser }: SoftmaxRow,
  entropy: number,
  action: number,
  weights: ObjectiveWeights,
  out: Floats,
): void {
  for (let a = 0; a < probabilities.length; a += 1) {
    const p = probabilities[a] as number;
    const surprise = (logits[offset + a] as number) - normaliser + entropy;
    out[offset + a] = weights.logProb * ((a === action ? 1 : 0) - p) - weights.entropy * p * surprise;
  }
}
