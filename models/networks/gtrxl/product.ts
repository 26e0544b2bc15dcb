import type * as tensorflow from '@tensorflow/tfjs';

type Matrix = tensorflow.Tensor2D;

/**
 * x W with a gradient of plain products: tfjs' own asks for products with a transposed factor, which on wasm take
 * several times as long as transposing first.
 */
export function product(tf: typeof tensorflow, x: Matrix, weights: Matrix): Matrix {
  const withGradient = tf.customGrad((...inputs) => {
    const [left, right, save] = inputs as unknown as [Matrix, Matrix, tensorflow.GradSaveFunc];
    save([left, right]);
    return {
      value: tf.matMul(left, right),
      gradFunc: (slope, [a, b]) => [
        tf.matMul(slope, tf.transpose(b as Matrix)),
        tf.matMul(tf.transpose(a as Matrix), slope),
      ],
    };
  });
  return withGradient(x, weights) as Matrix;
}
