import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSafetensors, writeSafetensors, type Tensor } from '../checkpoints/safetensors.ts';
import type { SnapshotPool } from '../rollout/snapshotPool.ts';
import { learnerState, restoreLearner } from './learnerState.ts';
import { METRICS_FILE, replaceFile, SNAPSHOTS_FILE, STATE_FILE } from './runFolder.ts';
import type { TrainingRun } from './trainingRun.ts';
import { UnusableRun } from './unusableRun.ts';

const FLOAT_BYTES = 4;

const countersSchema = z.strictObject({
  iteration: z.int().min(0),
  updates: z.record(z.string(), z.int().min(0)),
  /** Snapshots ever added to the pool. */
  added: z.int().min(0),
  metricsBytes: z.int().min(0),
  seconds: z.number().min(0),
});

/**
 * What a run leaves in its folder, so that it can go on from there: the learner and counters in one file that is
 * replaced as a whole, metrics and snapshots of past selves in files of which the first one says how much counts.
 */
export class RunStore {
  readonly #folder: string;
  readonly #run: TrainingRun;
  #lines: string[] = [];
  #metricsBytes = 0;
  #savedSnapshots = 0;

  constructor(folder: string, run: TrainingRun) {
    this.#folder = folder;
    this.#run = run;
  }

  /** Adds a line to the metrics; it is on disk after `flush` or `save`. */
  add(metrics: object): void {
    this.#lines.push(`${JSON.stringify(metrics)}\n`);
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.join('');
    appendFileSync(join(this.#folder, METRICS_FILE), text);
    this.#metricsBytes += Buffer.byteLength(text);
    this.#lines = [];
  }

  /** Whether so many past selves are not on disk that a save cannot wait. */
  get isFull(): boolean {
    return this.#run.pool.added - this.#savedSnapshots >= this.#run.learner.config.pool.capacity;
  }

  /** @param seconds of training so far, which a run that goes on continues to count */
  save(seconds: number): void {
    this.flush();
    const { pool, learner } = this.#run;
    this.#writeSnapshots(pool);
    const { iteration, updates, arrays } = learnerState(learner);
    const counters = { iteration, updates, added: pool.added, metricsBytes: this.#metricsBytes, seconds };
    const tensors = new Map<string, Tensor>();
    for (const [name, values] of arrays) tensors.set(name, { shape: [values.length], values });
    const metadata = { counters: JSON.stringify(counters) };
    replaceFile(join(this.#folder, STATE_FILE), writeSafetensors({ metadata, tensors }));
  }

  /**
   * Puts the run where it was when it was last saved; without a state it begins anew.
   * @returns seconds of training until then
   * @throws UnusableRun or UnusableCheckpoint if the files do not fit
   */
  restore(): number {
    const file = join(this.#folder, STATE_FILE);
    const metricsFile = join(this.#folder, METRICS_FILE);
    if (!existsSync(file)) {
      if (existsSync(metricsFile)) truncateSync(metricsFile, 0);
      return 0;
    }
    const { metadata, tensors } = readSafetensors(readFileSync(file), file);
    const counters = countersSchema.safeParse(JSON.parse(metadata['counters'] ?? 'null'));
    if (!counters.success) throw new UnusableRun(`${file}: ${z.prettifyError(counters.error)}`);
    const { iteration, updates, added, metricsBytes, seconds } = counters.data;
    const arrays = new Map([...tensors].map(([name, { values }]) => [name, values]));
    restoreLearner(this.#run.learner, { iteration, updates, arrays });
    this.#readSnapshots(added);
    this.#metricsBytes = metricsBytes;
    if (existsSync(metricsFile)) truncateSync(metricsFile, metricsBytes);
    return seconds;
  }

  /**
   * Snapshot i stands at place i modulo twice the pool's capacity: what is written never covers what the state
   * on disk still needs, as long as the pool is saved before it has been renewed as a whole.
   */
  #place(number: number, length: number): number {
    return (number % (2 * this.#run.learner.config.pool.capacity)) * length * FLOAT_BYTES;
  }

  #writeSnapshots(pool: SnapshotPool): void {
    const snapshots = pool.since(this.#savedSnapshots);
    if (snapshots.length === 0) return;
    const file = openForWriting(join(this.#folder, SNAPSHOTS_FILE));
    try {
      for (const [i, snapshot] of snapshots.entries()) {
        const number = pool.added - snapshots.length + i;
        const bytes = Buffer.from(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
        writeSync(file, bytes, 0, bytes.length, this.#place(number, snapshot.length));
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#savedSnapshots = pool.added;
  }

  #readSnapshots(added: number): void {
    this.#savedSnapshots = added;
    if (added === 0) return;
    const { pool, learner } = this.#run;
    const { length } = learner.actor.network.parameters;
    const path = join(this.#folder, SNAPSHOTS_FILE);
    const file = openSync(path, 'r');
    try {
      const first = Math.max(0, added - learner.config.pool.capacity);
      const snapshots = Array.from({ length: added - first }, (_, i) => {
        const snapshot = new Float32Array(length);
        const bytes = new Uint8Array(snapshot.buffer);
        const read = readSync(file, bytes, 0, bytes.length, this.#place(first + i, length));
        if (read === bytes.length) return snapshot;
        throw new UnusableRun(
          `${path}: expected ${added} snapshots, got a file that ends in number ${first + i}`,
        );
      });
      pool.restore(added, snapshots);
    } finally {
      closeSync(file);
    }
  }
}

function openForWriting(path: string): number {
  return openSync(path, existsSync(path) ? 'r+' : 'w');
}
