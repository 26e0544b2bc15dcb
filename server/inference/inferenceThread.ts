import { Worker, type Transferable } from 'node:worker_threads';
import type { InferenceReply, InferenceRequest } from './messages.ts';

/** The thread as its owner uses it. Tests put something slow, or mortal, in its place. */
export interface InferenceThread {
  send(request: InferenceRequest, transferred: readonly Transferable[]): void;
  onReply(listener: (reply: InferenceReply) => void): void;
  /** Called once, however it ends. */
  onEnd(listener: (why: string) => void): void;
  stop(): Promise<void>;
}

/** Starts the worker that holds the policies. */
export function startInferenceThread(
  file: URL = new URL('./inferenceWorker.ts', import.meta.url),
): InferenceThread {
  const worker = new Worker(file);
  worker.unref();
  let fault = '';
  // An error is always followed by the exit.
  worker.on('error', (error) => {
    fault = error instanceof Error ? error.message : String(error);
  });
  return {
    send: (request, transferred) => worker.postMessage(request, transferred),
    onReply: (listener) => void worker.on('message', listener),
    onEnd: (listener) => void worker.on('exit', (code) => listener(fault || `exit code ${code}`)),
    stop: async () => void (await worker.terminate()),
  };
}
