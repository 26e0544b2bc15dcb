import type { Command } from 'commander';
import { configFile, readConfig } from '../trainer/findConfig.ts';
import { benchTrain, type TrainBench } from './benchTrain.ts';
import { examples, printJson, RUN } from './command.ts';
import type { CliContext } from './context.ts';
import { startProgress } from './progress.ts';
import { trainBenchReport } from './trainBenchReport.ts';

const GAMES = ['ipd', 'coin'];
const REPETITIONS = 5;
const SECONDS_PER_REPETITION = 0.5;

/** The part `train` of `bench`. */
export function addBenchTrain(bench: Command, context: CliContext): void {
  bench
    .command('train')
    .description('agent-steps a second of whole training iterations: own kernels, stock tfjs, two workers')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples(`${RUN} bench train`, `${RUN} bench train --json`))
    .action(async (_flags: unknown, command: { optsWithGlobals(): { json?: true } }) => {
      const measured = await measureTraining(context);
      if (command.optsWithGlobals().json) printJson(context, measured);
      else context.stdout.write(trainBenchReport(measured));
    });
}

export async function measureTraining(context: CliContext): Promise<TrainBench> {
  const progress = startProgress(context, { unit: 'measurements', total: GAMES.length * REPETITIONS });
  try {
    return await benchTrain({
      configs: GAMES.map((game) =>
        readConfig(configFile({ game, algorithm: 'advantage-alignment', profile: 'cpu' })),
      ),
      seconds: context.seconds,
      cpuSeconds: context.cpuSeconds,
      cpuSecondsOfProcess() {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1e6;
      },
      repetitions: REPETITIONS,
      secondsPerRepetition: SECONDS_PER_REPETITION,
      async breathe(done) {
        progress.show(done);
        await new Promise((resume) => setImmediate(resume));
      },
    });
  } finally {
    progress.stop();
  }
}
