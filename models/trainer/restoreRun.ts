import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSafetensors } from '../checkpoints/safetensors.ts';
import { restoreLearner } from './learnerState.ts';
import { restorePlay } from './playState.ts';
import { SNAPSHOTS_FILE, STATE_FILE } from './runFolder.ts';
import type { TrainingRun } from './trainingRun.ts';
import { UnusableRun } from './unusableRun.ts';

const FLOAT_BYTES = 4;
/** Where the metadata of the state tells how the carried games of all members stand: base64, by member. */
export const PLAYS = 'plays';

/** What the state says beside its tensors. */
export const countersSchema = z.strictObject({
  iteration: z.int().min(0),
  /** Of Adam, by network. */
  updates: z.record(z.string(), z.int().min(0)),
  /** Snapshots ever added to the pool. */
  added: z.int().min(0),
  /** How much of the metrics belongs to this state. */
  metricsBytes: z.int().min(0),
  /** Of training. */
  seconds: z.number().min(0),
});
export type Counters = z.infer<typeof countersSchema>;

/**
 * Puts a fresh run where the one of the folder was when it was last saved; changes nothing on disk.
 * @param member of the team that shares the run's games
 * @returns undefined if nothing has been saved
 * @throws UnusableRun, UnusableCheckpoint or RangeError if the files do not fit the run
 */
export function restoreRun(folder: string, run: TrainingRun, member = 0): Counters | undefined {
  const file = join(folder, STATE_FILE);
  if (!existsSync(file)) return undefined;
  const { metadata, tensors } = readSafetensors(readFileSync(file), file);
  const counters = countersSchema.safeParse(JSON.parse(metadata['counters'] ?? 'null'));
  if (!counters.success) throw new UnusableRun(`${file}: ${z.prettifyError(counters.error)}`);
  const { iteration, updates, added } = counters.data;
  const arrays = new Map([...tensors].map(([name, { values }]) => [name, values]));
  restoreLearner(run.learner, { iteration, updates, arrays });
  const plays = JSON.parse(metadata[PLAYS] ?? '[]') as readonly string[];
  const play = plays[member];
  if (play !== undefined) restorePlay(run, Buffer.from(play, 'base64'));
  if (added > 0) readSnapshots(join(folder, SNAPSHOTS_FILE), run, added);
  return counters.data;
}

/**
 * Where snapshot i begins: at place i modulo twice the pool's capacity. What is written never covers what the
 * state on disk still needs, as long as the pool is saved before it has been renewed as a whole.
 * @returns a byte
 */
export function placeOfSnapshot(run: TrainingRun, number: number): number {
  const { config, actor } = run.learner;
  return (number % (2 * config.pool.capacity)) * actor.network.parameters.length * FLOAT_BYTES;
}

function readSnapshots(path: string, run: TrainingRun, added: number): void {
  const { pool, learner } = run;
  const file = openSync(path, 'r');
  try {
    const first = Math.max(0, added - learner.config.pool.capacity);
    const snapshots = Array.from({ length: added - first }, (_, i) => {
      const snapshot = new Float32Array(learner.actor.network.parameters.length);
      const bytes = new Uint8Array(snapshot.buffer);
      const read = readSync(file, bytes, 0, bytes.length, placeOfSnapshot(run, first + i));
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
