import { configFile, readConfig } from '../trainer/findConfig.ts';
import type { BenchPart } from './benchPart.ts';
import { benchTrain, type TrainBench } from './benchTrain.ts';
import { trainBenchReport } from './trainBenchReport.ts';

const GAMES = ['ipd', 'coin'];
const REPETITIONS = 5;
const SECONDS_PER_REPETITION = 0.5;

/** The part `train` of `bench`. */
export const BENCH_TRAIN: BenchPart<TrainBench> = {
  name: 'train',
  description: 'agent-steps a second of whole training iterations: own kernels, stock tfjs, two workers',
  total: GAMES.length * REPETITIONS,
  measure: ({ seconds, cpuSeconds }, breathe) =>
    benchTrain({
      configs: GAMES.map((game) =>
        readConfig(configFile({ game, algorithm: 'advantage-alignment', profile: 'cpu' })),
      ),
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
