import { fastestOwn, openBackend, type OwnKernels } from '../backend.ts';
import type { TrainingConfig } from '../config.ts';
import type { CreateNetwork } from '../learner.ts';
import { resolveOpponents } from '../trainer/resolveOpponents.ts';
import { median } from '../evaluation/statistics.ts';
import { gameById } from '../../shared/games/registry.ts';
import { createTfjsNetwork } from '../networks/tfjsNetwork.ts';
import { createWasmNetwork } from '../networks/wasmNetwork.ts';
import { pair, sideBySide, single, type Engine } from './benchTrainEngines.ts';
import { machine, type Machine } from './machine.ts';

/** Agent-steps a second of one core, whole iterations: with a GRU, and of the commons without a memory. */
const AIM = 100_000;
const AIM_OF_HARVEST = 150_000;
/** By how much they should beat stock autodiff. */
const AIM_AGAINST_STOCK = 5;
const AIM_OF_TWO_WORKERS = 1.6;
const SEED = 1;

export interface TrainBench {
  readonly bench: 'train';
  readonly machine: Machine;
  /** What the own kernels are built for here. */
  readonly backend: OwnKernels;
  readonly repetitions: number;
  readonly aims: {
    readonly agentSteps: number;
    readonly agentStepsOfHarvest: number;
    readonly againstStock: number;
    readonly ofTwoWorkers: number;
  };
  readonly games: readonly TrainSpeed[];
}

export interface TrainSpeed {
  readonly game: string;
  /** Games side by side and steps of each. */
  readonly batch: { readonly games: number; readonly steps: number };
  /** The own kernels on one core, as fast as this machine has them. */
  readonly own: Speed;
  /** Those that round the same on every machine. */
  readonly portable: Speed;
  /**
   * Stock tfjs with its automatic differentiation on wasm, one core; null where networks read lists of features, of
   * which it makes thousands of zeros.
   */
  readonly stock: Speed | null;
  /** Two threads that share the games. */
  readonly twoWorkers: Speed;
  /** Two threads with all the games each, together: no two workers can be faster than that. */
  readonly sideBySide: Speed;
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
    aims: {
      agentSteps: AIM,
      agentStepsOfHarvest: AIM_OF_HARVEST,
      againstStock: AIM_AGAINST_STOCK,
      ofTwoWorkers: AIM_OF_TWO_WORKERS,
    },
    games,
  };
}

type Contest = Readonly<
  Record<'own' | 'portable' | 'twoWorkers' | 'sideBySide', Engine> & { readonly stock?: Engine }
>;

async function speedOf(
  config: TrainingConfig,
  options: BenchTrainOptions,
  doneBefore: number,
): Promise<TrainSpeed> {
  const contest = await enter({ ...config, critic: { ...config.critic, warmUp: 0 } });
  const engines = Object.entries(contest) as [keyof Contest, Engine][];
  const game = gameById(config.game);
  const seats = game.spec(game.params.parse(config.params)).numSeats;
  const agentSteps = config.games * config.steps * seats;
  const rates = { own: [], portable: [], twoWorkers: [], sideBySide: [], stock: [] } as Record<
    keyof Contest,
    Speed[]
  >;
  try {
    // The first round warms the compiler up, and gives the pools their first past selves.
    for (let round = 0; round <= options.repetitions; round += 1) {
      for (const [name, engine] of engines) {
        const speed = await measure(engine, agentSteps, options, round === 0 ? 'until warm' : 'timed');
        if (round > 0) rates[name].push(speed);
      }
      if (round > 0) await options.breathe(doneBefore + round);
    }
  } finally {
    for (const [, engine] of engines) await engine.end?.();
  }
  return {
    game: game.id,
    batch: { games: config.games, steps: config.steps },
    own: medianOf(rates.own),
    portable: medianOf(rates.portable),
    stock: rates.stock.length > 0 ? medianOf(rates.stock) : null,
    twoWorkers: medianOf(rates.twoWorkers),
    sideBySide: medianOf(rates.sideBySide),
  };
}

async function enter(config: TrainingConfig): Promise<Contest> {
  const backend = fastestOwn();
  const { createNetwork, tf } = await openBackend(backend);
  const opponents = await resolveOpponents(config, { directory: '.', codeVersion: 'bench' });
  const own = { config, seed: SEED, createNetwork, opponents };
  const stock = { ...own, createNetwork: ofStock(tf) };
  return {
    own: single(own),
    portable: single({ ...own, createNetwork: createWasmNetwork }),
    twoWorkers: await pair(own, backend),
    sideBySide: sideBySide(own, backend),
    ...(config.network.reads === 'observation' && { stock: single(stock) }),
  };
}

const ofStock =
  (tf: Parameters<typeof createTfjsNetwork>[0]): CreateNetwork =>
  (layout, shape) =>
    createTfjsNetwork(tf, layout, shape);

/** @param agentSteps of one iteration */
async function measure(
  engine: Engine,
  agentSteps: number,
  { seconds, cpuSeconds, cpuSecondsOfProcess, secondsPerRepetition }: BenchTrainOptions,
  how: 'timed' | 'until warm',
): Promise<Speed> {
  engine.begin?.();
  // Others are under way when the clock starts, so that what they leave half done at both ends cancels out.
  if (engine.begin) await engine.iterate();
  const othersBefore = engine.othersFinished?.() ?? 0;
  const [cpuBefore, processBefore, startedAt] = [cpuSeconds(), cpuSecondsOfProcess(), seconds()];
  let iterations = 0;
  let elapsed = 0;
  const isEnough = (): boolean => elapsed >= secondsPerRepetition && (how === 'timed' || engine.isWarm());
  while (!isEnough()) {
    await engine.iterate();
    iterations += 1;
    elapsed = seconds() - startedAt;
  }
  iterations += (engine.othersFinished?.() ?? 0) - othersBefore;
  const ownCpu = cpuSeconds() - cpuBefore;
  const othersCpu = cpuSecondsOfProcess() - processBefore - ownCpu;
  engine.pause?.();
  const all = iterations * agentSteps;
  return { perSecond: all / elapsed, perCpuSecond: all / Math.max(ownCpu, othersCpu) };
}

function medianOf(rates: readonly Speed[]): Speed {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    perCpuSecond: median(rates.map((rate) => rate.perCpuSecond)),
  };
}
