import type * as tensorflow from '@tensorflow/tfjs';

type Tf = typeof tensorflow;

export interface AttentionInput {
  /** [h, r, T, d]; d is the width of a head. */
  readonly queries: tensorflow.Tensor4D;
  /** [h, r, C + T, d], those of the memory first. */
  readonly keys: tensorflow.Tensor4D;
  readonly values: tensorflow.Tensor4D;
  /** W_(k,R) R, [h, C + 1, d], the farthest first. */
  readonly positions: tensorflow.Tensor3D;
  /** u and v, [h, 1, 1, d] */
  readonly contentBias: tensorflow.Tensor4D;
  readonly positionBias: tensorflow.Tensor4D;
  /** [1, r, T, C + T], added to the scores. */
  readonly mask: tensorflow.Tensor4D;
}

/**
 * Attention with relative positions, Dai et al. 2019, section 3.3. Score of step i for key j, d wide heads:
 *  ((q_i + u) . k_j + (q_i + v) . W_(k,R) R_(i-j)) / sqrt(d)
 * @returns [h, r, T, d]
 */
export function relativeAttention(tf: Tf, input: AttentionInput): tensorflow.Tensor4D {
  const { queries, keys, values, positions } = input;
  const [heads, rows, steps, width] = queries.shape;
  const seen = keys.shape[2];
  const batched = (x: tensorflow.Tensor): tensorflow.Tensor3D => tf.reshape(x, [heads * rows, -1, width]);
  const content = tf.matMul(batched(tf.add(queries, input.contentBias)), batched(keys), false, true);
  const byHead = tf.reshape(tf.add(queries, input.positionBias), [heads, rows * steps, width]);
  const byDistance = tf.matMul(byHead, positions, false, true); // [h, r * T, C + 1]
  const position = skew(tf, tf.reshape(byDistance, [heads * rows, steps, seen - steps + 1]));
  const scores = tf.mul(tf.add(content, position), 1 / Math.sqrt(width));
  const masked = tf.add(tf.reshape(scores, [heads, rows, steps, seen]), input.mask);
  const weights = tf.reshape(tf.softmax(masked), [heads * rows, steps, seen]);
  return tf.reshape(tf.matMul(weights, batched(values)), [heads, rows, steps, width]);
}

/**
 * Moves row t by t to the right, so that what stood at a distance stands at a key: [n, T, K] to [n, T, K + T - 1].
 * Rows that get T more columns and are then read as if they had one less begin one later each time.
 */
function skew(tf: Tf, scores: tensorflow.Tensor3D): tensorflow.Tensor3D {
  const [count, steps, distances] = scores.shape;
  if (steps === 1) return scores;
  const padded = tf.pad3d(scores, [
    [0, 0],
    [0, 0],
    [0, steps],
  ]);
  const length = steps * (distances + steps - 1);
  const flat = tf.slice2d(tf.reshape(padded, [count, steps * (distances + steps)]), [0, 0], [count, length]);
  return tf.reshape(flat, [count, steps, distances + steps - 1]);
}

/** [r * S, W] to [h, r, S, d]. */
export function splitHeads(tf: Tf, x: tensorflow.Tensor2D, rows: number, heads: number): tensorflow.Tensor4D {
  const [cells, width] = x.shape;
  const split: tensorflow.Tensor4D = tf.reshape(x, [rows, cells / rows, heads, width / heads]);
  return tf.transpose<tensorflow.Tensor4D>(split, [2, 0, 1, 3]);
}

/** [h, r, S, d] to [r * S, W]. */
export function joinHeads(tf: Tf, x: tensorflow.Tensor4D): tensorflow.Tensor2D {
  const [heads, rows, steps, width] = x.shape;
  return tf.reshape(tf.transpose(x, [1, 2, 0, 3]), [rows * steps, heads * width]);
}
