import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What a checkpoint did. `pages`: length of the write-ahead log when it began. */
export type CheckpointReport =
  { readonly kind: 'done'; readonly pages: number } | { readonly kind: 'failed'; readonly message: string };

export interface CheckpointerOptions {
  readonly file: string;
  readonly everyMs: number;
  /**
   * From this length on (in pages of 4 KiB) a write-ahead log must be emptied. SQLite starts it anew only when a
   * checkpoint has caught up with the last write, which under steady load never happens by itself.
   */
  readonly longWalPages: number;
  /** Writes wait from `hold` to `release`; meanwhile the event loop goes on. */
  readonly hold: () => void;
  readonly release: () => void;
  /** The worker is gone: checkpoint some other way. */
  readonly onLost: (error: Error) => void;
}

/** Checkpoints from a worker thread, on a timer. */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  readonly #worker: Worker;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isLost = false;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    const { file, everyMs } = options;
    this.#worker = new Worker(new URL('./checkpointWorker.ts', import.meta.url), { workerData: { file } });
    this.#worker.unref();
    this.#worker.on('error', (error: Error) => {
      this.#isLost = true;
      options.onLost(error);
    });
    this.#timer = setInterval(() => void this.checkpoint(), everyMs);
    this.#timer.unref();
  }

  /** Resolves when what was committed before is in the database file, or the worker could not do it. */
  checkpoint(): Promise<void> {
    this.#running ??= this.#catchUp().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    if (this.#isLost) return;
    const exit = once(this.#worker, 'exit');
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage('close');
    await exit;
  }

  async #catchUp(): Promise<void> {
    const report = await this.#ask();
    if (report?.kind !== 'done' || report.pages < this.#options.longWalPages) return;
    // The bulk is copied, but not what was written meanwhile. With the writers held that is a few pages, and then
    // the next write starts the log anew.
    this.#options.hold();
    try {
      await this.#ask();
    } finally {
      this.#options.release();
    }
  }

  async #ask(): Promise<CheckpointReport | undefined> {
    if (this.#isLost) return undefined;
    const worker = this.#worker;
    return new Promise((resolve) => {
      const settle = (report: CheckpointReport | undefined): void => {
        worker.off('message', onReport);
        worker.off('error', onError);
        worker.unref();
        resolve(report);
      };
      const onReport = (report: CheckpointReport): void => settle(report);
      const onError = (): void => settle(undefined);
      worker.on('message', onReport);
      worker.on('error', onError);
      // An idle worker keeps no process alive; one that is waited for does.
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('checkpoint');
    });
  }
}
