import type { WorkerPort } from './learnSession.ts';
import workerUrl from './learnWorker.ts?worker&url';
import type { FromWorker } from './protocol.ts';

export function openWorker(): WorkerPort {
  const worker = new Worker(workerUrl, { type: 'module', name: 'learn' });
  return {
    send: (message) => worker.postMessage(message, { transfer: [] }),
    listen({ onMessage, onError }) {
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => onMessage(data));
      worker.addEventListener('error', ({ message }: Partial<ErrorEvent>) => onError(message ?? ''));
    },
    close: () => worker.terminate(),
  };
}

/** Puts the worker's code into the browser's cache, so that the page opens without a server. */
export function prefetchWorker(): void {
  fetch(workerUrl).then(
    (response) => response.arrayBuffer(),
    () => undefined, // it is asked for again when somebody goes there
  );
}
