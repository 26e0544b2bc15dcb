export { gemm, gemmTransposedLeft, transpose } from './gemm';
export { gruForward, gruBackward } from './gru';
export { embed, embedBackward } from './embedding';
export { reluBackward, columnSums } from './elementwise';
