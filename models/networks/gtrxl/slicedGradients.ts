import type * as tensorflow from '@tensorflow/tfjs';
import type { ParameterGroup } from '../layout.ts';
import type { Weights } from '../tfjsWeights.ts';

/**
 * Gradients of a loss that is a sum over slices of a batch, by the parameters that layers read.
 * @param lossOf the part of one slice
 * @returns in the order of the groups; the caller disposes of them
 */
export function slicedGradients<Slice>(
  tf: typeof tensorflow,
  weights: Weights,
  groups: readonly ParameterGroup[],
  {
    slices,
    lossOf,
  }: {
    readonly slices: readonly Slice[];
    readonly lossOf: (weights: Weights, slice: Slice) => tensorflow.Scalar;
  },
): readonly tensorflow.Tensor[] {
  const inputs = groups.map((group) => weights.get(group) as tensorflow.Tensor2D);
  let sums: readonly tensorflow.Tensor[] = [];
  for (const slice of slices) {
    const loss = (...tensors: tensorflow.Tensor[]): tensorflow.Scalar =>
      lossOf(new Map(groups.map((group, i) => [group, tensors[i] as tensorflow.Tensor2D])), slice);
    const before = sums;
    sums = tf.tidy(() =>
      tf
        .grads(loss)(inputs)
        .map((gradient, i) => {
          const sum = before[i];
          return sum === undefined ? gradient : tf.add(gradient, sum);
        }),
    );
    tf.dispose([...before]);
  }
  return sums;
}
