import { KERNELS_BASE64 } from './kernelsBinary.ts';

/** The compiled kernels over one memory. All pointers are byte addresses; shapes as in `assembly/`. */
export interface Kernels {
  /** Never detached. */
  readonly buffer: ArrayBuffer;
  /** C [M, N] = A [M, K] B [K, N] + bias; N a multiple of 8; bias 0: none. */
  gemm(m: number, n: number, k: number, a: number, b: number, c: number, bias: number, flags: number): void;
  /** W [K, N] += A [M, K] transposed times Y [M, N]. */
  gemmTransposedLeft(m: number, n: number, k: number, a: number, y: number, w: number): void;
  /** C [M, N] = bias + sum of the rows of B that the lists A [M, K] name, 16-bit each; N a multiple of 8. */
  embed(m: number, n: number, k: number, a: number, b: number, c: number, bias: number, flags: number): void;
  /** Adds row m of Y [M, N] to all rows of W that list m of A [M, K] names. */
  embedBackward(m: number, n: number, k: number, a: number, y: number, w: number): void;
  transpose(k: number, n: number, source: number, target: number): void;
  gruForward(
    rows: number,
    width: number,
    fromInput: number,
    fromMemory: number,
    bias: number,
    memory: number,
    gates: number,
    next: number,
  ): void;
  gruBackward(
    rows: number,
    width: number,
    slope: number,
    carry: number,
    memory: number,
    gates: number,
    inputSlope: number,
    memorySlope: number,
  ): void;
  reluBackward(count: number, activation: number, slope: number): void;
  columnSums(m: number, n: number, width: number, source: number, sums: number): void;
}

/** Flags of `gemm`. */
export const ACCUMULATE = 1;
export const RELU = 2;

const PAGE_BYTES = 65536;

let compiled: WebAssembly.Module | undefined;

/**
 * Starts the kernels over a memory of their own, which is never grown, so that views of it stay valid.
 * @param bytes what the caller will lay out in it
 * @throws RangeError if the machine cannot give that much; CompileError where WebAssembly lacks SIMD
 */
export function startKernels(bytes: number): Kernels {
  compiled ??= new WebAssembly.Module(decodeBase64(KERNELS_BASE64));
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { ...(exports as unknown as Omit<Kernels, 'buffer'>), buffer: memory.buffer };
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
