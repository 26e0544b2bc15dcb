import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
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
  tallies(): readonly Tally[];
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
  /** For its tally of every iteration and, if games are carried, where they stand after it. */
  readonly port: MessagePort;
}

export const NO_WORKERS: Workers = {
  team: ALONE,
  tallies: () => [],
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
  // Both gradients in one sum, and figures beside them.
  const memory = teamMemory(
    count,
    actor.length + critic.length,
    Math.max(5 * config.steps, STANDARDISE_SUMS),
  );
  const others = Array.from({ length: count - 1 }, (_, i) => {
    return new OtherThread({ ...start, memory, member: i + 1 });
  });
  const end = async (): Promise<void> => {
    await Promise.all(others.map((other) => other.end()));
  };
  let plays: readonly (Uint8Array | undefined)[];
  try {
    plays = await Promise.all(others.map((other) => other.ready));
  } catch (error) {
    await end();
    throw error;
  }
  const team = new SharedTeam(memory, 0);
  return {
    team,
    tallies() {
      const tallies = others.map((other) => other.told() as Tally);
      if (config.episodes === 'carried') {
        team.meet();
        plays = others.map((other) => other.told() as Uint8Array);
      }
      return tallies;
    },
    plays: () => plays.filter((play) => play !== undefined),
    async reasonOf(error) {
      // The reason arrives as soon as this thread lets events in.
      await new Promise((resume) => setTimeout(resume, 100));
      return others.find((other) => other.error !== undefined)?.error ?? error;
    },
    end,
  };
}

class OtherThread {
  readonly worker: Worker;
  /** Where its carried games stand. */
  readonly ready: Promise<Uint8Array | undefined>;
  error: unknown;
  readonly #port: MessagePort;

  constructor(start: Omit<WorkerStart, 'port'>) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: WorkerStart = { ...start, port: port2 };
    this.worker = new Worker(new URL('./rolloutWorker.ts', import.meta.url), {
      workerData,
      transferList: [port2],
    });
    this.ready = new Promise((resolve, reject) => {
      this.worker.once('message', resolve);
      this.worker.on('error', (error) => {
        this.error = error;
        reject(error);
      });
    });
  }

  /** The next that it has told; read at once, as a turn of the event loop would keep all threads waiting. */
  told(): Tally | Uint8Array {
    const received = receiveMessageOnPort(this.#port) as { readonly message: Tally | Uint8Array } | undefined;
    if (received === undefined) throw new Error('expected a worker to have counted, got nothing');
    return received.message;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
    this.#port.close();
  }
}
