import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import { fastestOwn, openBackend, type OwnKernels } from '../backend.ts';
import type { TrainingConfig } from '../config.ts';
import { median } from '../evaluation/statistics.ts';
import type { CreateNetwork } from '../learner.ts';
import { createTfjsNetwork } from '../networks/tfjsNetwork.ts';
import { RUN_FORMAT } from '../trainer/runConfig.ts';
import { writeRunConfig } from '../trainer/runFolder.ts';
import { startTrainingRun, type TrainingRun } from '../trainer/trainingRun.ts';
import { memberConfig, startWorkers } from '../trainer/workers.ts';
import { machine, type Machine } from './machine.ts';

/** Agent-steps a second of one core, whole iterations, and by how much it should beat stock autodiff. */
const AIM = 100_000;
const AIM_AGAINST_STOCK = 5;
const AIM_OF_TWO_WORKERS = 1.6;
const SEED = 1;
const WORKERS = 2;

export interface TrainBench {
  readonly bench: 'train';
  readonly machine: Machine;
  /** What the own kernels are built for here. */
  readonly backend: OwnKernels;
  readonly repetitions: number;
  readonly aims: {
    readonly agentSteps: number;
    readonly againstStock: number;
    readonly ofTwoWorkers: number;
  };
  readonly games: readonly TrainSpeed[];
}

export interface TrainSpeed {
  readonly game: string;
  /** Games side by side and steps of each. */
  readonly batch: { readonly games: number; readonly steps: number };
  /** The own kernels on one core. */
  readonly own: Speed;
  /** Stock tfjs with its automatic differentiation on wasm, one core. */
  readonly stock: Speed;
  /** Two threads that share the games. */
  readonly twoWorkers: Speed;
}

/** Agent-steps, medians over repetitions. */
export interface Speed {
  readonly perSecond: number;
  /** By the processor time of the busiest thread: what other work on the machine hardly changes. */
  readonly perCpuSecond: number;
}

export interface BenchTrainOptions {
  readonly configs: readonly TrainingConfig[];
  readonly seconds: () => number;
  /** Processor time of this thread. */
  readonly cpuSeconds: () => number;
  /** Processor time of all threads. */
  readonly cpuSecondsOfProcess: () => number;
  readonly repetitions: number;
  readonly secondsPerRepetition: number;
  /** Called after each round of measurements. @param done rounds so far, over all games */
  readonly breathe: (done: number) => Promise<void>;
}

/** Measures whole iterations (play, values, both backward passes, Adam); the engines take turns. */
export async function benchTrain(options: BenchTrainOptions): Promise<TrainBench> {
  const games: TrainSpeed[] = [];
  for (const config of options.configs)
    games.push(await speedOf(config, options, games.length * options.repetitions));
  return {
    bench: 'train',
    machine: machine(),
    backend: fastestOwn(),
    repetitions: options.repetitions,
    aims: { agentSteps: AIM, againstStock: AIM_AGAINST_STOCK, ofTwoWorkers: AIM_OF_TWO_WORKERS },
    games,
  };
}

async function speedOf(
  config: TrainingConfig,
  options: BenchTrainOptions,
  doneBefore: number,
): Promise<TrainSpeed> {
  const contest = { ...config, critic: { ...config.critic, warmUp: 0 }, pool: { ...config.pool, every: 1 } };
  const game = gameById(config.game);
  const { createNetwork, tf } = await openBackend(fastestOwn());
  const start = (create: CreateNetwork): TrainingRun =>
    startTrainingRun({ config: contest, game, seed: SEED, createNetwork: create });
  const [own, stock] = [start(createNetwork), start((layout, shape) => createTfjsNetwork(tf, layout, shape))];
  const pair = await startPair(contest, createNetwork);
  const rates = { own: [] as Speed[], stock: [] as Speed[], twoWorkers: [] as Speed[] };
  try {
    // The first round warms the compiler up, and gives the pool its first past self.
    for (let round = 0; round <= options.repetitions; round += 1) {
      const rate = (iterate: () => Promise<unknown>) => measure(iterate, contest, own.seats, options);
      const measured = {
        own: await rate(() => own.iterate()),
        twoWorkers: await rate(() => pair.iterate()),
        stock: await rate(() => stock.iterate()),
      };
      if (round === 0) continue;
      rates.own.push(measured.own);
      rates.stock.push(measured.stock);
      rates.twoWorkers.push(measured.twoWorkers);
      await options.breathe(doneBefore + round);
    }
  } finally {
    await pair.end();
  }
  return {
    game: game.id,
    batch: { games: config.games, steps: config.steps },
    own: medianOf(rates.own),
    stock: medianOf(rates.stock),
    twoWorkers: medianOf(rates.twoWorkers),
  };
}

/** This thread and another one. */
async function startPair(config: TrainingConfig, createNetwork: CreateNetwork) {
  const folder = mkdtempSync(join(tmpdir(), 'commonground-bench-'));
  const game = gameById(config.game);
  writeRunConfig(folder, {
    format: RUN_FORMAT,
    config,
    seed: SEED,
    backend: fastestOwn(),
    workers: WORKERS,
    until: {},
    rulesVersion: game.rulesVersion,
    codeVersion: 'bench',
    created: '1970-01-01T00:00:00Z',
    command: 'bench train',
  });
  const workers = await startWorkers({
    config,
    game,
    count: WORKERS,
    folder,
    directory: folder,
    codeVersion: 'bench',
  });
  const { team } = workers;
  const run = startTrainingRun({
    config: memberConfig(config, WORKERS),
    game,
    seed: SEED,
    createNetwork,
    team,
  });
  return {
    async iterate() {
      await run.iterate();
      workers.tallies();
    },
    async end() {
      await workers.end();
      rmSync(folder, { recursive: true });
    },
  };
}

async function measure(
  iterate: () => Promise<unknown>,
  { games, steps }: TrainingConfig,
  seats: number,
  { seconds, cpuSeconds, cpuSecondsOfProcess, secondsPerRepetition }: BenchTrainOptions,
): Promise<Speed> {
  const [cpuBefore, processBefore, startedAt] = [cpuSeconds(), cpuSecondsOfProcess(), seconds()];
  let iterations = 0;
  let elapsed = 0;
  while (elapsed < secondsPerRepetition) {
    await iterate();
    iterations += 1;
    elapsed = seconds() - startedAt;
  }
  const ownCpu = cpuSeconds() - cpuBefore;
  const othersCpu = cpuSecondsOfProcess() - processBefore - ownCpu;
  const agentSteps = iterations * games * steps * seats;
  return { perSecond: agentSteps / elapsed, perCpuSecond: agentSteps / Math.max(ownCpu, othersCpu) };
}

function medianOf(rates: readonly Speed[]): Speed {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    perCpuSecond: median(rates.map((rate) => rate.perCpuSecond)),
  };
}
