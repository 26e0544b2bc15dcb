import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafetensors, type Tensor } from '../checkpoints/safetensors.ts';
import { learnerState } from './learnerState.ts';
import { savedPlay } from './playState.ts';
import { placeOfSnapshot, PLAYS, restoreRun, type Counters } from './restoreRun.ts';
import { METRICS_FILE, replaceFile, SNAPSHOTS_FILE, STATE_FILE } from './runFolder.ts';
import type { TrainingRun } from './trainingRun.ts';

/**
 * What a run leaves in its folder, so that it can go on from there: the learner and counters in one file that is
 * replaced as a whole, metrics and snapshots of past selves in files of which the first one says how much counts.
 */
export class RunStore {
  readonly #folder: string;
  readonly #run: TrainingRun;
  readonly #playsOfOthers: () => readonly Uint8Array[];
  #lines: string[] = [];
  #metricsBytes = 0;
  #savedSnapshots = 0;

  /** @param playsOfOthers where the carried games of the other members of a team stand */
  constructor(folder: string, run: TrainingRun, playsOfOthers: () => readonly Uint8Array[] = () => []) {
    this.#folder = folder;
    this.#run = run;
    this.#playsOfOthers = playsOfOthers;
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
    this.#saveSnapshots();
    const { iteration, updates, arrays } = learnerState(this.#run.learner);
    const counters: Counters = {
      iteration,
      updates,
      added: this.#run.pool.added,
      metricsBytes: this.#metricsBytes,
      seconds,
    };
    const tensors = new Map<string, Tensor>();
    for (const [name, values] of arrays) tensors.set(name, { shape: [values.length], values });
    const own = savedPlay(this.#run);
    const plays = own && [own, ...this.#playsOfOthers()].map((play) => Buffer.from(play).toString('base64'));
    const metadata = { counters: JSON.stringify(counters), ...(plays && { [PLAYS]: JSON.stringify(plays) }) };
    replaceFile(join(this.#folder, STATE_FILE), writeSafetensors({ metadata, tensors }));
  }

  /**
   * Puts the run where it was when it was last saved and forgets what was written after that; without a state it
   * begins anew.
   * @returns seconds of training until then   @throws as `restoreRun`
   */
  restore(): number {
    const counters = restoreRun(this.#folder, this.#run);
    this.#savedSnapshots = counters?.added ?? 0;
    this.#metricsBytes = counters?.metricsBytes ?? 0;
    const metrics = join(this.#folder, METRICS_FILE);
    if (existsSync(metrics)) truncateSync(metrics, this.#metricsBytes);
    return counters?.seconds ?? 0;
  }

  #saveSnapshots(): void {
    const { pool } = this.#run;
    const snapshots = pool.since(this.#savedSnapshots);
    if (snapshots.length === 0) return;
    const file = openForWriting(join(this.#folder, SNAPSHOTS_FILE));
    try {
      for (const [i, snapshot] of snapshots.entries()) {
        const place = placeOfSnapshot(this.#run, pool.added - snapshots.length + i);
        const bytes = Buffer.from(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
        writeSync(file, bytes, 0, bytes.length, place);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#savedSnapshots = pool.added;
  }
}

function openForWriting(path: string): number {
  return openSync(path, existsSync(path) ? 'r+' : 'w');
}
