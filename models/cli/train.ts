import type { Command } from 'commander';
import { trainJob } from '../trainer/trainJob.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { GAME_LIST, gameFlag, wholeNumber } from './options.ts';
import { machine } from './machine.ts';
import { beginTraining } from './trainBegin.ts';
import {
  iterationsOption,
  parallelOption,
  parseBackend,
  parseMinutes,
  parseOpponents,
  parseProfile,
  parseSeeds,
  type TrainFlags,
} from './trainFlags.ts';
import { startTrainProgress } from './trainProgress.ts';
import { trainSeeds } from './trainSeeds.ts';
import { trainReport } from './trainReport.ts';

const EXAMPLES = examples(
  `${RUN} train --game ipd`,
  `${RUN} train --game coin --seed 7 --minutes 3`,
  `${RUN} train --game ipd --seeds 101-110 --json > seeds.json`,
  `${RUN} train --game ipd --algorithm actor-critic --iterations 200 --json`,
  `${RUN} train --game ipd --opponents scripted:always-defect:0.1,scripted:tit-for-tat:0.1`,
  `${RUN} train --game coin --from agent:released/coin/reciprocal --minutes 5`,
  `${RUN} train --config my-config.json --out runs/mine`,
  `${RUN} train --resume data/runs/ipd-advantage-alignment-1-001`,
  '',
  'A run leaves config.json, metrics.jsonl, its state and a checkpoint in its folder; the agent also goes to',
  'data/agents and can play at once (see: agents). ctrl-C saves and stops; after any end --resume goes on bit for bit.',
);

export const addTrain: AddCommand = (program, context) => {
  const command = program.command('train').description('train an agent, or several seeds side by side');
  addEnds(addConfigs(command))
    .option('--out <DIR>', "the run's folder, new or empty (default: a new one in data/runs)")
    .option(
      '--resume <DIR>',
      'go on with the run, or the runs, of this folder; --minutes or --iterations may give a new end',
    )
    .option(
      '--backend <B>',
      'what computes (default: wasm-fused or, where the processor lacks it, wasm; with --profile gpu or paper the first that is to be had)',
      parseBackend,
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: TrainFlags) => runTrain(flags, context));
};

function addConfigs(command: Command): Command {
  return command
    .option('--game <G>', `the game (${GAME_LIST})`, gameFlag('--game'))
    .option('--algorithm <A>', 'the algorithm (default: advantage-alignment)')
    .option(
      '--profile <P>',
      'cpu, long, gpu, paper, smoke or gpu-smoke: which of the configs of game and algorithm (default: cpu)',
      parseProfile,
    )
    .option('--config <FILE>', 'a config of your own in place of --game, --algorithm and --profile')
    .option(
      '--from <REF>',
      'start with the weights of this agent, whose networks must be those of the config, and a new optimiser',
    )
    .option(
      '--opponents <REF:SHARE,...>',
      'players in the seats from 1 up, each in its share of the games',
      parseOpponents,
    );
}

function addEnds(command: Command): Command {
  return command
    .option(
      '--seed <S>',
      'where all randomness starts, a whole number (default: 1)',
      wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER),
    )
    .option(
      '--seeds <S-S>',
      'several seeds side by side, each in a process of its own: 101-110 or 1,2,7',
      parseSeeds,
    )
    .addOption(parallelOption('with --seeds: how many at once (default: number of cores)'))
    .option(
      '--workers <W>',
      'threads that share the games of every iteration; another number gives other weights (default: 1)',
      wholeNumber('--workers', 1, 256),
    )
    .option('--minutes <M>', 'train for so long, however many iterations that makes', parseMinutes)
    .addOption(iterationsOption());
}

async function runTrain(flags: TrainFlags, context: CliContext): Promise<void> {
  const training = await beginTraining(flags, context);
  const output = flags.json ? 'json' : 'text';
  if (training.kind === 'several') {
    await trainSeeds(
      {
        ...training,
        parallel: flags.parallel ?? Math.max(1, Math.floor(machine().cores / (flags.workers ?? 1))),
        output,
      },
      context,
    );
  } else await trainOne(training.folder, output, context);
}

async function trainOne(folder: string, output: 'json' | 'text', context: CliContext): Promise<void> {
  const progress = startTrainProgress(context);
  let answer: 'go-on' | 'stop' = 'go-on';
  const ignoreInterrupt = context.onInterrupt(() => {
    answer = 'stop';
  });
  const result = await trainJob({
    ...context,
    folder,
    async breathe(now) {
      progress.show(now);
      // Signals and the terminal are only served between turns of the event loop.
      await new Promise((resume) => setImmediate(resume));
      return answer;
    },
  }).finally(() => {
    progress.stop();
    ignoreInterrupt();
  });
  if (output === 'json') printJson(context, result);
  else context.stdout.write(trainReport(result));
  if (result.kind === 'stopped') {
    throw new CommandFailed(
      `stopped after iteration ${result.iterations}; go on with: ${RUN} train --resume ${folder}`,
    );
  }
  if (result.kind === 'broken') {
    throw new CommandFailed(`${result.reason}; kept the last good weights as ${result.agent?.ref}`);
  }
}
