import type { Clock } from '../../shared/clock.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import type { ResearchStore } from '../storage/store.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

/** The store stayed unable to write for as long as anybody can be kept waiting. */
export class StorageFailed extends Error {}

export interface DurableLogOptions {
  /** How long a write that the disk refuses is tried again. */
  readonly patienceMs?: number;
  /** Gets all events as they are appended, durable or not. */
  readonly onEvents?: (events: readonly LogEvent[]) => void;
}

/**
 * The research store as sessions use it: a refused write is tried again for a while, during which nobody
 * sees what follows from it, and the server knows that it is in trouble.
 */
export class DurableLog {
  readonly #store: ResearchStore;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #onEvents: (events: readonly LogEvent[]) => void;
  #failing = false;

  constructor(store: ResearchStore, clock: Clock, { patienceMs = 15_000, onEvents }: DurableLogOptions = {}) {
    this.#store = store;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.#onEvents = onEvents ?? (() => undefined);
  }

  /** The last attempt to write failed. */
  get failing(): boolean {
    return this.#failing;
  }

  append(events: readonly LogEvent[]): void {
    this.#store.append(events);
    this.#onEvents(events);
  }

  /** Resolves when everything appended so far survives the process.  @throws StorageFailed after a while */
  async durable(): Promise<void> {
    let delay = FIRST_RETRY_MS;
    for (let waited = 0; ; waited += delay, delay = Math.min(2 * delay, LAST_RETRY_MS)) {
      try {
        await this.#store.durable();
        this.#failing = false;
        return;
      } catch (error) {
        this.#failing = true;
        if (waited >= this.#patienceMs)
          throw new StorageFailed('the log could not be written', { cause: error });
      }
      await new Promise<void>((resolve) => void this.#clock.after(delay, resolve));
    }
  }
}
