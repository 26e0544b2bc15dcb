import { Worker } from 'node:worker_threads';
import { actionHeadFor } from '../networks/actionHead.ts';
import { layoutsFor } from '../learner.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import type { AnyGame } from '../../shared/game.ts';
import type { TrainingConfig } from '../config.ts';
import { ALONE, type Team } from '../team.ts';
import { STANDARDISE_SUMS } from '../returns/standardise.ts';
import { SharedTeam, teamMemory, type TeamMemory } from './sharedTeam.ts';
import type { Tally } from './tally.ts';

/** Those who play and learn along in threads of their own. */
export interface Workers {
  /** This thread's place among them. */
  readonly team: Team;
  /** What they counted in the iteration that this thread has just finished. */
  tallies(): Promise<readonly Tally[]>;
  /** Where their carried games stand after that iteration, in their order; empty if games are not carried. */
  plays(): readonly Uint8Array[];
  /** What went wrong in one of them, if `error` is only the news that something did. */
  reasonOf(error: unknown): Promise<unknown>;
  end(): Promise<void>;
}

export interface WorkerStart {
  readonly folder: string;
  readonly directory: string;
  readonly codeVersion: string;
  readonly memory: TeamMemory;
  readonly member: number;
}

/** Both tell where carried games stand. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly play: Uint8Array | undefined }
  | { readonly kind: 'tally'; readonly tally: Tally; readonly play: Uint8Array | undefined };

export const NO_WORKERS: Workers = {
  team: ALONE,
  tallies: () => Promise.resolve([]),
  plays: () => [],
  async reasonOf(error) {
    return error;
  },
  end: () => Promise.resolve(),
};

/** One member's part of the games. */
export function memberConfig(config: TrainingConfig, workers: number): TrainingConfig {
  return { ...config, games: config.games / workers };
}

export interface WorkersOptions extends Pick<WorkerStart, 'folder' | 'directory' | 'codeVersion'> {
  readonly config: TrainingConfig;
  readonly game: AnyGame;
  /** Threads in all, this one included, at least 2. */
  readonly count: number;
}

/** Starts all but this thread and waits until they stand where the run was saved. */
export async function startWorkers({ config, game, count, ...start }: WorkersOptions): Promise<Workers> {
  const shape = learnableGame(game, game.params.parse(config.params));
  const { actor, critic } = layoutsFor(config, shape, actionHeadFor(shape.actions));
  const memory = teamMemory(count, Math.max(actor.length, critic.length, 5 * config.steps, STANDARDISE_SUMS));
  const others = Array.from({ length: count - 1 }, (_, i) => {
    const workerData: WorkerStart = { ...start, memory, member: i + 1 };
    return new OtherThread(new Worker(new URL('./rolloutWorker.ts', import.meta.url), { workerData }));
  });
  const end = async (): Promise<void> => {
    await Promise.all(others.map((other) => other.worker.terminate()));
  };
  let last: readonly FromWorker[];
  try {
    last = await Promise.all(others.map((other) => other.next()));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    team: new SharedTeam(memory, 0),
    async tallies() {
      last = await Promise.all(others.map((other) => other.next()));
      return last.flatMap((message) => (message.kind === 'tally' ? [message.tally] : []));
    },
    plays: () => last.flatMap(({ play }) => (play === undefined ? [] : [play])),
    async reasonOf(error) {
      // The reason arrives as soon as this thread lets events in.
      await new Promise((resume) => setTimeout(resume, 100));
      return others.find((other) => other.error !== undefined)?.error ?? error;
    },
    end,
  };
}

/** A thread's messages one after the other. */
class OtherThread {
  readonly worker: Worker;
  error: unknown;
  readonly #arrived: FromWorker[] = [];
  #waiting:
    { readonly resolve: (message: FromWorker) => void; readonly reject: (e: unknown) => void } | undefined;

  constructor(worker: Worker) {
    this.worker = worker;
    worker.on('message', (message: FromWorker) => {
      if (this.#waiting === undefined) this.#arrived.push(message);
      else this.#waiting.resolve(message);
      this.#waiting = undefined;
    });
    worker.on('error', (error) => {
      this.error = error;
      this.#waiting?.reject(error);
    });
  }

  next(): Promise<FromWorker> {
    const message = this.#arrived.shift();
    if (message !== undefined) return Promise.resolve(message);
    if (this.error !== undefined) return Promise.reject(this.error);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
