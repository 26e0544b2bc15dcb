import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gameById } from '../../shared/games/registry.ts';
import type { OwnKernels } from '../backend.ts';
import type { TrainingConfig } from '../config.ts';
import type { CreateNetwork } from '../learner.ts';
import { RUN_FORMAT } from '../trainer/runConfig.ts';
import { writeRunConfig } from '../trainer/runFolder.ts';
import type { Opponent } from '../trainer/guests.ts';
import { startTrainingRun } from '../trainer/trainingRun.ts';
import { memberConfig, startWorkers } from '../trainer/workers.ts';

export const WORKERS = 2;

/** A run whose iterations are measured. */
export interface Engine {
  /** One iteration of the whole batch. */
  iterate(): Promise<unknown>;
  /** Whether its games are those of a run under way: it has a past self, if it is to have any. */
  isWarm(): boolean;
  /** Lets others that belong to it begin; how many iterations they have finished since they exist. */
  begin?(): void;
  othersFinished?(): number;
  pause?(): void;
  end?(): Promise<void>;
}

export interface EngineOptions {
  readonly config: TrainingConfig;
  readonly seed: number;
  readonly createNetwork: CreateNetwork;
  /** Those that the config names. */
  readonly opponents: readonly Opponent[];
}

/** A run in this thread alone. */
export function single({ config, ...options }: EngineOptions): Engine {
  const run = startTrainingRun({ ...options, config, game: gameById(config.game) });
  return {
    iterate: () => run.iterate(),
    isWarm: () => config.pool.share === 0 || run.pool.size > 0,
  };
}

/** This thread and another one that share the games. */
export async function pair(options: EngineOptions, backend: OwnKernels): Promise<Engine> {
  const { config, seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'commonground-bench-'));
  const game = gameById(config.game);
  writeRunConfig(folder, {
    format: RUN_FORMAT,
    config,
    seed,
    backend,
    workers: WORKERS,
    until: {},
    rulesVersion: game.rulesVersion,
    codeVersion: 'bench',
    created: '1970-01-01T00:00:00Z',
    command: 'bench train',
  });
  const start = { folder, directory: folder, codeVersion: 'bench' };
  const workers = await startWorkers({ config, game, count: WORKERS, ...start });
  const { team } = workers;
  const run = startTrainingRun({ ...options, config: memberConfig(config, WORKERS), game, team });
  return {
    async iterate() {
      await run.iterate();
      workers.tallies();
    },
    isWarm: () => config.pool.share === 0 || run.pool.size > 0,
    async end() {
      await workers.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Places on the board between a neighbour and this thread. */
export const STATE = 0;
export const ITERATIONS = 1;
/** States */
export const TRAINING = 1;
const PAUSED = 0;

export interface NeighbourStart {
  readonly config: TrainingConfig;
  readonly seed: number;
  readonly backend: OwnKernels;
  /** [STATE, ITERATIONS], shared. */
  readonly board: Int32Array;
}

/** A run in this thread and the same in another one, which share nothing but the machine. */
export function sideBySide(options: EngineOptions, backend: OwnKernels): Engine {
  const own = single(options);
  const board = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const { config, seed } = options;
  const workerData: NeighbourStart = { config, seed, backend, board };
  const thread = new Worker(new URL('./benchTrainNeighbour.ts', import.meta.url), { workerData });
  const failed = new Promise<never>((_, reject) => void thread.once('error', reject));
  failed.catch(() => undefined); // it is told at the next iteration
  const finished = (): number => Atomics.load(board, ITERATIONS);
  return {
    iterate: () => Promise.race([own.iterate(), failed]),
    // The neighbour's iterations are counted from one end to the next: it has to be at it.
    isWarm: () => own.isWarm() && finished() > config.pool.every,
    begin() {
      Atomics.store(board, STATE, TRAINING);
      Atomics.notify(board, STATE);
    },
    othersFinished: finished,
    pause: () => Atomics.store(board, STATE, PAUSED),
    end: async () => void (await thread.terminate()),
  };
}
