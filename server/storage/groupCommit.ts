import type { LogRow } from './logRows.ts';

export interface GroupCommitOptions {
  /** Writes all rows or none.  @throws if the disk refuses */
  readonly commit: (rows: readonly LogRow[]) => void;
  /** After a refusal, try again so much later even if nobody asks. */
  readonly retryAfterMs: number;
  /** Called when the disk begins to refuse, with what it says, and with undefined when it takes rows again. */
  readonly onHealth: (fault: unknown) => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the rows of all rooms and commits them together, once per turn of the event loop. What could not be
 * committed stays in front and is tried again, so that the order never changes and nothing is written twice.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #rows: LogRow[] = [];
  #waiters: Waiter[] = [];
  #isScheduled = false;
  #holds = 0;
  #retry: NodeJS.Timeout | undefined;
  #fault: unknown;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  get healthy(): boolean {
    return this.#fault === undefined;
  }

  get size(): number {
    return this.#rows.length;
  }

  add(row: LogRow): void {
    this.#rows.push(row);
  }

  /** Resolves when every row added before is committed.  @throws what `commit` threw */
  committed(): Promise<void> {
    if (this.#rows.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#schedule();
    });
  }

  /** Commits wait until `release`, but the event loop does not. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#rows.length > 0) this.#schedule();
  }

  /** Commits now, held or not.  @throws what `commit` threw */
  flush(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    try {
      if (this.#rows.length > 0) this.#options.commit(this.#rows);
      this.#rows = [];
      this.#become(undefined);
    } catch (error) {
      this.#become(error);
      for (const { reject } of waiters) reject(error);
      throw error;
    }
    for (const { resolve } of waiters) resolve();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  #become(fault: unknown): void {
    const wasHealthy = this.healthy;
    this.#fault = fault;
    if (this.healthy !== wasHealthy) this.#options.onHealth(fault);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#holds === 0) this.#tryFlush();
    });
  }

  #tryFlush(): void {
    try {
      this.flush();
    } catch {
      // The waiters have been told; whoever comes without waiting reads `healthy`.
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        this.#tryFlush();
      }, this.#options.retryAfterMs);
      this.#retry.unref();
    }
  }
}
