import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import util from 'node:util';
import type * as tensorflow from '@tensorflow/tfjs';
import { whyNotFused } from './kernels/kernels.ts';
import type { NetworkLayout } from './networks/layout.ts';
import type { NetworkShape, RecurrentNetwork } from './networks/network.ts';
import { createTfjsNetwork } from './networks/tfjsNetwork.ts';
import { createFusedNetwork, createWasmNetwork } from './networks/wasmNetwork.ts';

/** In order of preference. */
export const BACKEND_NAMES = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm-fused', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

type Tf = typeof tensorflow;

/** What computes: one per process. */
export interface Backend {
  readonly name: BackendName;
  /** The device in words. */
  readonly device: string;
  /** Backends that were preferred and why each is not to be had. */
  readonly passedOver: readonly Unavailable[];
  /** The tensor library on this backend, for what the own kernels do not cover. */
  readonly tf: Tf;
  /**
   * 'wasm' and 'wasm-fused' have own kernels with a hand-derived backward pass, but none of a gated transformer; all
   * else is stock tfjs autodiff.
   */
  readonly createNetwork: (layout: NetworkLayout, shape: NetworkShape) => RecurrentNetwork;
}

export interface Unavailable {
  readonly name: BackendName;
  readonly reason: string;
}

const OWN_KERNELS = { wasm: createWasmNetwork, 'wasm-fused': createFusedNetwork } as const;
/** Backends whose networks run on own kernels, in the thread that calls them. */
export type OwnKernels = keyof typeof OWN_KERNELS;

export function isOwn(name: BackendName): name is OwnKernels {
  return name in OWN_KERNELS;
}

/** The fastest own kernels that are to be had here. */
export function fastestOwn(): OwnKernels {
  return whyNotFused() === undefined ? 'wasm-fused' : 'wasm';
}

type Opened = { readonly kind: 'opened'; readonly tf: Tf; readonly device: string };
type Attempt = Opened | { readonly kind: 'unavailable'; readonly reason: string };

type Choice = 'forced' | 'by order';

const unavailable = (reason: string): Attempt => ({ kind: 'unavailable', reason });

/**
 * Opens the first backend that is to be had, or exactly the one that is asked for.
 * @param forced a software driver counts as WebGPU only if WebGPU is forced: it is slower than wasm
 * @throws Error that says why the forced backend is not to be had
 */
export async function openBackend(forced?: BackendName): Promise<Backend> {
  const passedOver: Unavailable[] = [];
  for (const name of forced === undefined ? BACKEND_NAMES : [forced]) {
    const attempt = await OPENERS[name](forced === name ? 'forced' : 'by order');
    if (attempt.kind === 'opened') {
      const { tf, device } = attempt;
      const createNetwork: Backend['createNetwork'] = (layout, shape) =>
        isOwn(name) && layout.gtrxl === undefined
          ? OWN_KERNELS[name](layout, shape)
          : createTfjsNetwork(tf, layout, shape);
      return { name, device, passedOver, tf, createNetwork };
    }
    passedOver.push({ name, reason: attempt.reason });
  }
  throw new Error(passedOver.map(({ name, reason }) => `expected backend ${name}, but ${reason}`).join('; '));
}

const OPENERS: Readonly<Record<BackendName, (choice: Choice) => Promise<Attempt>>> = {
  'tfjs-node-gpu': () => openTfjsNode('@tensorflow/tfjs-node-gpu', 'GPU'),
  webgpu: openWebgpu,
  'tfjs-node': () => openTfjsNode('@tensorflow/tfjs-node', 'CPU'),
  'wasm-fused': openFused,
  wasm: openWasm,
  cpu: openCpu,
};

async function openTfjsNode(packageName: string, device: 'GPU' | 'CPU'): Promise<Attempt> {
  // tfjs-node 4.22 calls a function that Node 23 removed.
  const shimmed = util as unknown as { isNullOrUndefined?: (x: unknown) => boolean };
  shimmed.isNullOrUndefined ??= (x) => x === null || x === undefined;
  let tf: Tf;
  try {
    tf = (await import(packageName)) as Tf;
    await tf.setBackend('tensorflow');
  } catch (error) {
    return unavailable(`package ${packageName} cannot be loaded: ${firstLine(error)}`);
  }
  const backend = tf.backend() as unknown as { isUsingGpuDevice?: boolean };
  if (device === 'GPU' && backend.isUsingGpuDevice !== true) {
    return unavailable(`${packageName} is installed but TensorFlow sees no CUDA device`);
  }
  return { kind: 'opened', tf, device: device === 'GPU' ? 'CUDA by TensorFlow' : 'CPU by TensorFlow' };
}

async function openWebgpu(choice: Choice): Promise<Attempt> {
  let dawn: { create(flags: readonly string[]): Gpu; readonly globals: object };
  try {
    const packageName = 'webgpu'; // optional: the compiler must not look for it
    dawn = (await import(packageName)) as typeof dawn;
  } catch (error) {
    return unavailable(`package webgpu cannot be loaded: ${firstLine(error)}`);
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter();
  if (adapter === null) {
    return unavailable(
      'Dawn finds no GPU (on Linux it needs libvulkan.so.1 and a driver, which VK_DRIVER_FILES can name)',
    );
  }
  const { vendor, description, isFallbackAdapter } = adapter.info;
  const device = `${vendor} ${description}`.trim();
  if (isFallbackAdapter && choice !== 'forced') {
    return unavailable(`the only adapter is a software driver (${device}), which is slower than wasm`);
  }
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  const tf = loadTf('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) return unavailable(`tfjs cannot use the adapter (${device})`);
  return { kind: 'opened', tf, device };
}

interface Gpu {
  requestAdapter(): Promise<{
    readonly info: {
      readonly vendor: string;
      readonly description: string;
      readonly isFallbackAdapter: boolean;
    };
  } | null>;
}

async function openFused(): Promise<Attempt> {
  const reason = whyNotFused();
  if (reason !== undefined) return unavailable(reason);
  const attempt = await openWasm();
  return attempt.kind === 'opened'
    ? { ...attempt, device: `${attempt.device}, fused multiply-add` }
    : attempt;
}

async function openWasm(): Promise<Attempt> {
  const tf = loadTf('@tensorflow/tfjs-backend-wasm');
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(path: string): void };
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  // One core per training run: more come from more runs, and tfjs' threads would outlive the process' work.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm')))
    return unavailable('this JavaScript engine lacks WebAssembly with SIMD');
  return { kind: 'opened', tf, device: 'CPU, one core, WebAssembly SIMD' };
}

async function openCpu(): Promise<Attempt> {
  const tf = loadTf();
  await tf.setBackend('cpu');
  return { kind: 'opened', tf, device: 'CPU, one core, plain JavaScript' };
}

// The CommonJS builds: one instance of tfjs-core for tfjs and for the backends that register with it.
const require = createRequire(import.meta.url);

function loadTf(backendPackage?: string): Tf {
  const tf = require('@tensorflow/tfjs') as Tf;
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement for tfjs-node
  if (backendPackage !== undefined) require(backendPackage);
  return tf;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] as string;
}
