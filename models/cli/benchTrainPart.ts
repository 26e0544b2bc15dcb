import { configFile, readConfig } from '../trainer/findConfig.ts';
import type { BenchPart } from './benchPart.ts';
import { benchTrain, type TrainBench } from './benchTrain.ts';
import { trainBenchReport } from './trainBenchReport.ts';

const CONFIGS = [
  { game: 'ipd', algorithm: 'advantage-alignment' },
  { game: 'coin', algorithm: 'advantage-alignment' },
  { game: 'harvest', algorithm: 'benevolent-advantage-alignment' },
];
const REPETITIONS = 5;
const SECONDS_PER_REPETITION = 0.5;

/** The part `train` of `bench`. */
export const BENCH_TRAIN: BenchPart<TrainBench> = {
  name: 'train',
  description: 'agent-steps a second of whole training iterations: own kernels, stock tfjs, two workers',
  total: CONFIGS.length * REPETITIONS,
  measure: ({ seconds, cpuSeconds }, breathe) =>
    benchTrain({
      configs: CONFIGS.map((which) => {
        const config = readConfig(configFile({ ...which, profile: 'cpu' }));
        // Iterations of seven seats are long: their first past self need not be waited for.
        return config.game === 'harvest' ? { ...config, pool: { ...config.pool, every: 1 } } : config;
      }),
      seconds,
      cpuSeconds,
      cpuSecondsOfProcess() {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1e6;
      },
      repetitions: REPETITIONS,
      secondsPerRepetition: SECONDS_PER_REPETITION,
      breathe,
    }),
  report: trainBenchReport,
};
