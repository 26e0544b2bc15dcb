import type { Kernels } from '../kernels/kernels.ts';
import type { AdamEngine } from './adam.ts';
import { FLOAT_BYTES } from './addressSpace.ts';
import type { WasmPlan } from './wasmPlan.ts';

/** Adam on the kernels' own memory.  @param count P */
export function wasmAdam(kernels: Kernels, plan: WasmPlan, count: number): AdamEngine {
  const { parameters, gradients, mean, square } = plan;
  return {
    mean: new Float32Array(kernels.buffer, mean, count),
    square: new Float32Array(kernels.buffer, square, count),
    sumOfSquares: ({ offset, length }) => kernels.sumOfSquares(length, gradients + offset * FLOAT_BYTES),
    move({ offset, length }, factors) {
      const [p, g, m, s] = [parameters, gradients, mean, square].map(
        (base) => base + offset * FLOAT_BYTES,
      ) as [number, number, number, number];
      kernels.adam(length, p, g, m, s, factors.scale, factors.rate, factors.square);
    },
  };
}
