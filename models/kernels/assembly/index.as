export { multiplyAdd } from './arithmetic';
export { gemm, gemmTransposedLeft, transpose } from './gemm';
export { gruForward, gruBackward } from './gru';
export { embed, embedBackward } from './embedding';
export { adam, sumOfSquares } from './adam';
export { reluBackward, columnSums } from './elementwise';

/** Address behind the constants that the kernels keep at the start of the memory. */
export function endOfConstants(): usize {
  return __heap_base;
}
