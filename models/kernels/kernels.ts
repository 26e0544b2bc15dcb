import { FUSED_BASE64, PORTABLE_BASE64 } from './kernelsBinary.ts';

/** The compiled kernels over one memory. All pointers are byte addresses; shapes as in `assembly/`. */
export interface Kernels {
  /** Never detached. */
  readonly buffer: ArrayBuffer;
  /** C [M, N] = A [M, K] B [K, N] + bias; N a multiple of 8; bias 0: none. */
  gemm(m: number, n: number, k: number, a: number, b: number, c: number, bias: number, flags: number): void;
  /** W [K, N] += A [M, K] transposed times Y [M, N]. */
  gemmTransposedLeft(m: number, n: number, k: number, a: number, y: number, w: number): void;
  /**
   * C [M, N] = bias + sum of the rows of B that the lists A [M, K] name, 16-bit each; N a multiple of 8.
   * `chosen`: [M] numbers of these lists, 32-bit; 0 or left out: the first M.
   */
  embed(
    m: number,
    n: number,
    k: number,
    a: number,
    b: number,
    c: number,
    bias: number,
    flags: number,
    chosen?: number,
  ): void;
  /** Adds row m of Y [M, N] to all rows of W that list m of A [M, K] names. */
  embedBackward(m: number, n: number, k: number, a: number, y: number, w: number, chosen?: number): void;
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
  /** sums [width] += column sums of the first `width` columns of source [M, N]; width a multiple of 8. */
  columnSums(m: number, n: number, width: number, source: number, sums: number): void;
  /** Of `count` numbers, a multiple of 8. */
  sumOfSquares(count: number, address: number): number;
  /** One step of Adam over `count` numbers, a multiple of 8. */
  adam(
    count: number,
    parameters: number,
    gradients: number,
    mean: number,
    square: number,
    scale: number,
    rate: number,
    squareScale: number,
  ): void;
  /** a * b + sum in float32. */
  multiplyAdd(a: number, b: number, sum: number): number;
  /** Address behind the kernels' own constants. */
  endOfConstants(): number;
}

/**
 * 'portable' gives the same numbers on every machine. 'fused' rounds products and sums at once, which is faster: the
 * same numbers on every machine that can, but others than those of 'portable'.
 */
export type KernelsBuild = 'portable' | 'fused';

/** Flags of `gemm`. */
export const ACCUMULATE = 1;
export const RELU = 2;

/** The first bytes of the memory hold constants of the kernels; the caller lays out its own behind them. */
export const CONSTANT_BYTES = 2048;
const PAGE_BYTES = 65536;

const BINARIES: Readonly<Record<KernelsBuild, string>> = { portable: PORTABLE_BASE64, fused: FUSED_BASE64 };
const compiled = new Map<KernelsBuild, WebAssembly.Module>();

/**
 * Starts the kernels over a memory of their own, which is never grown, so that views of it stay valid.
 * @param bytes where what the caller lays out ends
 * @throws RangeError if the machine cannot give that much; CompileError where WebAssembly lacks SIMD, or lacks
 * relaxed SIMD and `build` is fused
 */
export function startKernels(bytes: number, build: KernelsBuild): Kernels {
  let module = compiled.get(build);
  if (module === undefined) {
    module = new WebAssembly.Module(decodeBase64(BINARIES[build]));
    compiled.set(build, module);
  }
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as unknown as Omit<Kernels, 'buffer'>), buffer: memory.buffer };
}

/** Why the fused kernels are not to be had here; undefined if they are. */
export function whyNotFused(): string | undefined {
  let kernels: Kernels;
  try {
    kernels = startKernels(CONSTANT_BYTES, 'fused');
  } catch (error) {
    return `this JavaScript engine lacks relaxed SIMD for WebAssembly (${String(error)})`;
  }
  // (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, which is lost if the square is rounded first.
  if (kernels.multiplyAdd(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) === 2 ** -24) return undefined;
  return 'this processor, or its JavaScript engine, does not multiply and add in one operation';
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
