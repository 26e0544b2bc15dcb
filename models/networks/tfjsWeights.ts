import type * as tensorflow from '@tensorflow/tfjs';
import type { NetworkLayout, ParameterGroup } from './layout.ts';

/** [rows, width] by group. */
export type Weights = ReadonlyMap<ParameterGroup, tensorflow.Tensor2D>;

/** Fresh tensors each time: tfjs-wasm caches the packed right-hand side of matMul by tensor. */
export function uploadWeights(
  tf: typeof tensorflow,
  { groups }: NetworkLayout,
  parameters: Float32Array,
): Weights {
  const entries = groups.map((group) => {
    const { offset, rows, width } = group;
    return [group, tf.tensor2d(parameters.slice(offset, offset + rows * width), [rows, width])] as const;
  });
  return new Map(entries);
}

/** Groups that layers read: all but the free ones. */
export function readGroups({ groups, spec }: NetworkLayout): readonly ParameterGroup[] {
  return groups.filter(({ name }) => spec.free?.[name] === undefined);
}
