export { gemm, gemmTransposedLeft, transpose } from './gemm';
export { gruForward, gruBackward } from './gru';
export { reluBackward, columnSums } from './elementwise';
