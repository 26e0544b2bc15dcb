// Worker thread for `bench inference`: answers like the real one, without computing anything. What is left is what
// the machine and its threads take.
import { parentPort } from 'node:worker_threads';
import type { InferenceReply, InferenceRequest } from '../inference/messages.ts';

const port = parentPort;
if (!port) throw new Error('expected to run as a worker thread');

port.on('message', ({ batch, groups }: InferenceRequest) => {
  const reply: InferenceReply = {
    batch,
    groups: groups.map(({ memories, draws }) => ({
      kind: 'decided',
      choices: draws.map(() => ({ action: 0 })),
      memories,
    })),
  };
  port.postMessage(reply);
});
