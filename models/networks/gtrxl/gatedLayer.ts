import type * as tensorflow from '@tensorflow/tfjs';
import type { DenseLayer, ParameterGroup } from '../layout.ts';
import { joinHeads, relativeAttention, splitHeads } from './attention.ts';
import { product } from './product.ts';
import type { AttentionLayout, GateLayout, GatedLayerLayout, NormLayout } from './gtrxlLayout.ts';

type Tf = typeof tensorflow;
type Matrix = tensorflow.Tensor2D;

/** The layers' library and parameters. */
export interface Weighted {
  readonly tf: Tf;
  /** [rows, width] */
  readonly weight: (group: ParameterGroup) => Matrix;
  readonly attentionHeads: number;
}

/** What attention remembers of steps: [h, r, S, d] each. */
export type KeysValues = {
  readonly keys: tensorflow.Tensor4D;
  readonly values: tensorflow.Tensor4D;
};

export interface LayerInput {
  /** [r * T, W], row by row. */
  readonly stream: Matrix;
  /** Of the last C steps before these. */
  readonly past: KeysValues;
  /** R of the paper, [C + 1, W]. */
  readonly sinusoids: Matrix;
  /** [1, r, T, C + T] */
  readonly mask: tensorflow.Tensor4D;
}

/** So small that it only keeps a constant row from a division by 0. */
export const NORM_EPSILON = 1e-5;

/**
 * One layer of the GTrXL, Parisotto et al. 2020, section 3: with x the stream,
 *  y = gate(x, ReLU(attention(LN([memory, x]))));  output = gate(y, ReLU(MLP(LN(y))))
 * @returns the stream after it, and keys and values of memory and stream
 */
export function gatedLayer(
  weighted: Weighted,
  layer: GatedLayerLayout,
  { stream, past, sinusoids, mask }: LayerInput,
): { readonly stream: Matrix; readonly attended: KeysValues } {
  const { tf, weight, attentionHeads } = weighted;
  const { attention, feedForward } = layer;
  const rows = past.keys.shape[1];
  const normed = layerNorm(weighted, attention.norm, stream);
  const now = project(weighted, attention, normed, rows);
  const attended = {
    keys: tf.concat([past.keys, now.keys], 2),
    values: tf.concat([past.values, now.values], 2),
  };
  const headBias = (bias: ParameterGroup): tensorflow.Tensor4D =>
    tf.reshape(weight(bias), [attentionHeads, 1, 1, -1]);
  const mixed = relativeAttention(tf, {
    ...attended,
    queries: splitHeads(tf, product(tf, normed, weight(attention.queries)), rows, attentionHeads),
    positions: tf.squeeze<tensorflow.Tensor3D>(
      splitHeads(tf, product(tf, sinusoids, weight(attention.positions)), 1, attentionHeads),
      [1],
    ),
    contentBias: headBias(attention.contentBias),
    positionBias: headBias(attention.positionBias),
    mask,
  });
  const joined: Matrix = product(tf, joinHeads(tf, mixed), weight(attention.output));
  const between = gate(weighted, layer.attentionGate, stream, tf.relu(joined));
  const inner = layerNorm(weighted, feedForward.norm, between);
  const hidden = tf.relu(dense(weighted, feedForward.hidden, inner));
  const deeper = tf.relu(dense(weighted, feedForward.output, hidden));
  return { stream: gate(weighted, layer.feedForwardGate, between, deeper), attended };
}

/** Keys and values of remembered inputs of the layer.  @param memory [r * C, W] */
export function recall(
  weighted: Weighted,
  { attention }: GatedLayerLayout,
  memory: Matrix,
  rows: number,
): KeysValues {
  return project(weighted, attention, layerNorm(weighted, attention.norm, memory), rows);
}

function project(
  { tf, weight, attentionHeads }: Weighted,
  { keys, values }: AttentionLayout,
  normed: Matrix,
  rows: number,
): KeysValues {
  const by = (group: ParameterGroup): tensorflow.Tensor4D =>
    splitHeads(tf, product(tf, normed, weight(group)), rows, attentionHeads);
  return { keys: by(keys), values: by(values) };
}

/** x W + b, [n, outputs]. */
export function dense({ tf, weight }: Weighted, { weights, bias }: DenseLayer, x: Matrix): Matrix {
  return tf.add(product(tf, x, weight(weights)), weight(bias));
}

/** Ba et al. 2016, over the width. */
function layerNorm({ tf, weight }: Weighted, { gain, bias }: NormLayout, x: Matrix): Matrix {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, NORM_EPSILON)));
  return tf.add(tf.mul(scaled, weight(gain)), weight(bias));
}

/**
 * GRU-type gate, Parisotto et al. 2020, section 3.2, x the stream and y the branch:
 *  r = sigmoid(W_r y + U_r x);  z = sigmoid(W_z y + U_z x - b_g);  h = tanh(W_g y + U_g (r * x))
 *  output = (1 - z) x + z h
 */
export function gate({ tf, weight }: Weighted, layout: GateLayout, x: Matrix, y: Matrix): Matrix {
  const [yr, yz, yh] = tf.split(product(tf, y, weight(layout.branch)), 3, 1) as [Matrix, Matrix, Matrix];
  const [xr, xz] = tf.split(product(tf, x, weight(layout.stream)), 2, 1) as [Matrix, Matrix];
  const reset = tf.sigmoid(tf.add(yr, xr));
  const update = tf.sigmoid(tf.sub(tf.add(yz, xz), weight(layout.bias)));
  const candidate = tf.tanh(tf.add(yh, product(tf, tf.mul(reset, x), weight(layout.candidate))));
  return tf.add(x, tf.mul(update, tf.sub(candidate, x)));
}
