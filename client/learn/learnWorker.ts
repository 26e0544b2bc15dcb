import type { CreateNetwork } from '../../models/learner.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import { configOf } from './configs.ts';
import { Practice } from './practice.ts';
import type { Choice, FromWorker, ToWorker } from './protocol.ts';
import { reuseNetwork } from './reuseNetwork.ts';

/**
 * The worker: learns so that the page stays quick. TensorFlow.js loads beside the first iterations; from then on
 * it computes the probes, so that what the bars show does not come from the kernels that computed the gradients.
 */

const tell = (message: FromWorker): void => globalThis.postMessage(message, { transfer: [] });

let probeNetwork: CreateNetwork = reuseNetwork(createWasmNetwork);
let wanted = 0;
let current: { readonly run: number; readonly practice: Practice } | undefined;

const tensorflow = import('./openTensorflow.ts').then(({ openTensorflow }) => openTensorflow());
tensorflow.then(
  ({ createNetwork, device }) => {
    probeNetwork = createNetwork;
    tell({ kind: 'tensorflow', tensorflow: { kind: 'ready', device } });
  },
  (error: unknown) =>
    tell({ kind: 'tensorflow', tensorflow: { kind: 'unavailable', reason: String(error) } }),
);

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'start':
      current?.practice.stop();
      current = undefined;
      wanted = data.run;
      void learn(data.run, data.choice);
      break;
    case 'pause':
      current?.practice.pause();
      break;
    case 'resume':
      current?.practice.resume();
      break;
    case 'stop':
      current?.practice.stop();
      break;
    case 'show-policy':
      if (current) tell({ kind: 'policy', run: current.run, policy: current.practice.policy });
      break;
  }
});

async function learn(run: number, choice: Choice): Promise<void> {
  try {
    const createNetwork = choice.engine === 'kernels' ? createWasmNetwork : (await tensorflow).createNetwork;
    if (run !== wanted) return;
    const practice = new Practice({
      config: configOf(choice),
      seed: choice.seed,
      createNetwork,
      probeNetwork: () => probeNetwork,
      now: () => performance.now(),
      breathe,
      onProgress: (progress) => tell({ kind: 'progress', run, progress }),
    });
    current = { run, practice };
    if ((await practice.learn()) === 'finished') tell({ kind: 'finished', run });
  } catch (error) {
    tell({ kind: 'failed', run, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** A message to oneself comes behind those that wait; a timer would wait 4 ms each time. */
const { port1, port2 } = new MessageChannel();
let rested: (() => void) | undefined;
port1.addEventListener('message', () => rested?.());
port1.start();

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    rested = resolve;
    port2.postMessage(null);
  });
}
