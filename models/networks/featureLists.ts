import type * as tensorflow from '@tensorflow/tfjs';
import { NO_FEATURE, type NetworkSpec } from './layout.ts';

/**
 * Lists of features as a matrix of how often each is on, put together where tensors live: a thousandth of what the
 * matrix itself would take to upload.
 * @param lists [rows, longest], each ended by NO_FEATURE   @returns [rows, inputs]
 */
export function multiHot(
  tf: typeof tensorflow,
  lists: Uint16Array,
  { inputs, longest = 1 }: Pick<NetworkSpec, 'inputs' | 'longest'>,
): tensorflow.Tensor2D {
  const rows = lists.length / longest;
  const places: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let i = row * longest; i < (row + 1) * longest && lists[i] !== NO_FEATURE; i += 1)
      places.push(row, lists[i] as number);
  }
  const count = places.length / 2;
  if (count === 0) return tf.zeros([rows, inputs]);
  const indices = tf.tensor2d(places, [count, 2], 'int32');
  return tf.scatterND(indices, tf.ones([count]), [rows, inputs]);
}
