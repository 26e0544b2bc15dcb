import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { CreateNetwork } from '../../models/learner.ts';
import { createTfjsNetwork } from '../../models/networks/tfjsNetwork.ts';

/** TensorFlow.js on its WebAssembly backend, in this thread. */
export interface Tensorflow {
  readonly createNetwork: CreateNetwork;
  readonly device: string;
}

/** @throws Error if the backend does not start */
export async function openTensorflow(): Promise<Tensorflow> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    // Never asked for: threads are switched off below, as on the command line.
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm')))
    throw new Error('expected the wasm backend of TensorFlow.js to start, but it did not');
  return {
    createNetwork: (layout, shape) => createTfjsNetwork(tf, layout, shape),
    device: `TensorFlow.js ${tf.version.tfjs} (${tf.getBackend()})`,
  };
}
