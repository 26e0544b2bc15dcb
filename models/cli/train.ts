import { join, resolve } from 'node:path';
import { openBackend } from '../backend.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import type { TrainingConfig } from '../config.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { companiesOf } from '../trainer/companies.ts';
import { configFile, readConfig } from '../trainer/findConfig.ts';
import { resolveOpponents } from '../trainer/resolveOpponents.ts';
import { RUN_FORMAT, type RunConfig } from '../trainer/runConfig.ts';
import { newFolder, newNumberedFolder, readRunConfig, writeRunConfig } from '../trainer/runFolder.ts';
import { trainJob } from '../trainer/trainJob.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';
import { gameById } from '../../shared/games/registry.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { GAME_LIST, gameFlag, wholeNumber } from './options.ts';
import { parseBackend, parseMinutes, parseOpponents, parseProfile, type TrainFlags } from './trainFlags.ts';
import { startTrainProgress } from './trainProgress.ts';
import { trainReport } from './trainReport.ts';

const EXAMPLES = examples(
  `${RUN} train --game ipd`,
  `${RUN} train --game coin --seed 7 --minutes 3`,
  `${RUN} train --game ipd --algorithm actor-critic --iterations 200 --json`,
  `${RUN} train --game ipd --opponents scripted:always-defect:0.1,scripted:tit-for-tat:0.1`,
  `${RUN} train --config my-config.json --out runs/mine`,
  `${RUN} train --resume data/runs/ipd-advantage-alignment-1-001`,
  '',
  'A run leaves config.json, metrics.jsonl, its state and a checkpoint in its folder; the agent also goes to',
  'data/agents and can play at once (see: agents). ctrl-C saves and stops; after any end --resume goes on bit for bit.',
);

export const addTrain: AddCommand = (program, context) => {
  program
    .command('train')
    .description('train an agent')
    .option('--game <G>', `the game (${GAME_LIST})`, gameFlag('--game'))
    .option('--algorithm <A>', 'the algorithm (default: advantage-alignment)')
    .option(
      '--profile <P>',
      'cpu, paper or smoke: which of the configs of game and algorithm (default: cpu)',
      parseProfile,
    )
    .option('--config <FILE>', 'a config of your own in place of --game, --algorithm and --profile')
    .option(
      '--seed <S>',
      'where all randomness starts, a whole number (default: 1)',
      wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER),
    )
    .option('--minutes <M>', 'train for so long, however many iterations that makes', parseMinutes)
    .option(
      '--iterations <N>',
      'number of iterations (default: what the config says)',
      wholeNumber('--iterations', 1, 1_000_000_000),
    )
    .option('--out <DIR>', "the run's folder, new or empty (default: a new one in data/runs)")
    .option(
      '--resume <DIR>',
      'go on with the run of this folder; --minutes or --iterations may give it a new end',
    )
    .option(
      '--opponents <REF:SHARE,...>',
      'players in the seats from 1 up, each in its share of the games',
      parseOpponents,
    )
    .option(
      '--backend <B>',
      'what computes (default: wasm; with --profile paper the first that is to be had)',
      parseBackend,
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: TrainFlags) => runTrain(flags, context));
};

async function runTrain(flags: TrainFlags, context: CliContext): Promise<void> {
  const folder = await asUsageErrors(() =>
    flags.resume === undefined ? beginRun(flags, context) : reopenRun(flags, flags.resume, context),
  );
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
  if (flags.json) printJson(context, result);
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

/** What the user gave was wrong, so that training could not begin. */
async function asUsageErrors<T>(begin: () => Promise<T> | T): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    if (
      error instanceof UnusableRun ||
      error instanceof UnusablePlayer ||
      error instanceof UnusableCheckpoint
    )
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** @returns the new run's folder */
async function beginRun(flags: TrainFlags, context: CliContext): Promise<string> {
  const config = configOf(flags, context);
  await checkOpponents(config, context);
  const seed = flags.seed ?? 1;
  const { game, algorithm } = config;
  const folder =
    flags.out === undefined
      ? newNumberedFolder(join(context.directory, 'data', 'runs'), `${game}-${algorithm}-${seed}`)
      : newFolder(resolve(context.directory, flags.out));
  writeRunConfig(folder, {
    format: RUN_FORMAT,
    config,
    seed,
    backend: flags.backend ?? (flags.profile === 'paper' ? (await openBackend()).name : 'wasm'),
    until: flags.minutes === undefined ? { iterations: config.iterations } : { minutes: flags.minutes },
    rulesVersion: gameById(game).rulesVersion,
    codeVersion: context.codeVersion,
    created: isoTime(context.now()),
    command: commandOf(flags, config, seed),
  });
  return folder;
}

function configOf(flags: TrainFlags, { directory }: CliContext): TrainingConfig {
  if (flags.minutes !== undefined && flags.iterations !== undefined)
    throw new UsageError('--minutes, --iterations: expected one of them, got both');
  const changes = {
    ...(flags.iterations !== undefined && { iterations: flags.iterations }),
    ...(flags.opponents !== undefined && { opponents: [...flags.opponents] }),
  };
  if (flags.config !== undefined) {
    const config = readConfig(resolve(directory, flags.config), changes);
    const other = flags.game?.id ?? flags.algorithm ?? flags.profile;
    if (other !== undefined)
      throw new UsageError(`--config: expected nothing else that chooses a config, got ${other}`);
    return config;
  }
  if (flags.game === undefined)
    throw new UsageError(`--game: expected a game (${GAME_LIST}) or --config FILE, got nothing`);
  const { algorithm = 'advantage-alignment', profile = 'cpu' } = flags;
  return readConfig(configFile({ game: flags.game.id, algorithm, profile }), changes);
}

/** Before a folder is made for nothing. */
async function checkOpponents(config: TrainingConfig, context: CliContext): Promise<void> {
  try {
    companiesOf(config);
    await resolveOpponents(config, context);
  } catch (error) {
    if (error instanceof RangeError || error instanceof UnusablePlayer)
      throw new UsageError(`--opponents: ${error.message}`, { cause: error });
    throw error;
  }
}

/** @returns the folder, whose run may have been given a new end */
function reopenRun(flags: TrainFlags, name: string, { directory }: CliContext): string {
  const { resume: _, json: __, minutes, iterations, ...others } = flags;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new UsageError(
      `--resume: expected nothing else but --minutes, --iterations and --json, got --${other}`,
    );
  }
  const folder = resolve(directory, name);
  const runConfig = readRunConfig(folder);
  if (minutes !== undefined || iterations !== undefined) {
    const until = {
      ...(iterations !== undefined && { iterations }),
      ...(minutes !== undefined && { minutes }),
    };
    writeRunConfig(folder, { ...runConfig, until });
  }
  return folder;
}

function commandOf(flags: TrainFlags, config: TrainingConfig, seed: number): RunConfig['command'] {
  const from =
    flags.config === undefined
      ? ['--game', config.game, '--algorithm', config.algorithm, '--profile', flags.profile ?? 'cpu']
      : ['--config', flags.config];
  const end =
    flags.minutes === undefined ? ['--iterations', config.iterations] : ['--minutes', flags.minutes];
  const opponents = flags.opponents?.map(({ player, share }) => `${player}:${share}`).join(',');
  return [
    RUN,
    'train',
    ...from,
    '--seed',
    seed,
    ...end,
    ...(opponents === undefined ? [] : ['--opponents', `'${opponents}'`]),
    ...(flags.backend === undefined ? [] : ['--backend', flags.backend]),
  ].join(' ');
}
