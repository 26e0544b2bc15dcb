import type * as tensorflow from '@tensorflow/tfjs';
import { dense, gatedLayer, type KeysValues, type Weighted } from './gatedLayer.ts';
import type { NetworkLayout } from '../layout.ts';
import type { GtrxlLayout } from './gtrxlLayout.ts';
import { sinusoids } from './sinusoids.ts';

type Matrix = tensorflow.Tensor2D;

export interface GraphInput {
  /** [r * T, inputs], row by row. */
  readonly observations: Matrix;
  /** Of the steps before these, by layer. */
  readonly past: readonly KeysValues[];
  /** [1, r, T, C + T] */
  readonly mask: tensorflow.Tensor4D;
}

export type GraphOutput = {
  /** [r * T, width of the head] by head. */
  readonly outputs: Readonly<Record<string, Matrix>>;
  /** What went into each layer, side by side, [r * T, layers * W]. */
  readonly layerInputs: Matrix;
  /** Keys and values of past and present, by layer. */
  readonly attended: KeysValues[];
};

/** Everything from the observations to the outputs, in tfjs ops; encoder and heads are those of the layout. */
export function gtrxlGraph(
  weighted: Weighted,
  { encoder, heads }: NetworkLayout,
  { spec, embedding, layers }: GtrxlLayout,
  { observations, past, mask }: GraphInput,
): GraphOutput {
  const { tf } = weighted;
  const { context, width } = spec;
  const table = tf.tensor2d(sinusoids(context, width), [context + 1, width]);
  const encoded = encoder.reduce((below, layer) => tf.relu(dense(weighted, layer, below)), observations);
  let stream = dense(weighted, embedding, encoded);
  const layerInputs: Matrix[] = [];
  const attended = layers.map((layer, l) => {
    layerInputs.push(stream);
    const input = { stream, past: past[l] as KeysValues, sinusoids: table, mask };
    const passed = gatedLayer(weighted, layer, input);
    stream = passed.stream;
    return passed.attended;
  });
  const outputs = Object.entries(heads).map(([name, { layers: stack }]): [string, Matrix] => {
    const top = stack.reduce((below, layer, i) => {
      const output = dense(weighted, layer, below);
      return i < stack.length - 1 ? tf.relu(output) : output;
    }, stream);
    return [name, top];
  });
  return { outputs: Object.fromEntries(outputs), layerInputs: tf.concat2d(layerInputs, 1), attended };
}
