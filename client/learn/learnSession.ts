import { Store } from '../ui/store.ts';
import { LEARN } from './learnStrings.ts';
import {
  NOTHING_LEARNED,
  withMessage,
  withReset,
  withStart,
  withStatus,
  type LearnState,
} from './learnState.ts';
import type { Choice, FromWorker, ToWorker } from './protocol.ts';

/** The way to the worker. */
export interface WorkerPort {
  send(message: ToWorker): void;
  listen(to: {
    readonly onMessage: (message: FromWorker) => void;
    readonly onError: (why: string) => void;
  }): void;
  close(): void;
}

/** The page's side of the worker, for as long as the page shows. */
export class LearnSession {
  readonly state = new Store<LearnState>(NOTHING_LEARNED);
  readonly #worker: WorkerPort;
  #runs = 0;

  constructor(worker: WorkerPort) {
    this.#worker = worker;
    worker.listen({
      onMessage: (message) => this.state.set(withMessage(this.state.value, message)),
      onError: (why) =>
        this.state.set({
          ...this.state.value,
          status: { kind: 'failed', reason: why || LEARN.workerFailed },
        }),
    });
  }

  start(choice: Choice): void {
    this.#runs += 1;
    this.state.set(withStart(this.state.value, this.#runs, choice));
    this.#worker.send({ kind: 'start', run: this.#runs, choice });
  }

  pause(): void {
    if (this.state.value.status.kind !== 'running') return;
    this.#worker.send({ kind: 'pause' });
    this.state.set(withStatus(this.state.value, 'paused'));
  }

  resume(): void {
    if (this.state.value.status.kind !== 'paused') return;
    this.#worker.send({ kind: 'resume' });
    this.state.set(withStatus(this.state.value, 'running'));
  }

  reset(): void {
    this.#worker.send({ kind: 'stop' });
    this.state.set(withReset(this.state.value));
  }

  /** The policy comes into the state when the worker has a moment. */
  askForPolicy(): void {
    this.#worker.send({ kind: 'show-policy' });
  }

  close(): void {
    this.#worker.close();
  }
}
