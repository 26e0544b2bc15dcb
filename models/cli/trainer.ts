import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nextJob } from '../background/nextJob.ts';
import { lookAround } from '../background/cast.ts';
import { firstState, lockTrainer, readState, trainerFolder } from '../background/stateFile.ts';
import { readTrainerConfig, TrainerConfigError } from '../background/trainerConfig.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { dataOption, orFailed, registryPlaces, type DataFlag } from './registryPlaces.ts';
import { trainerReport, type TrainerStatus } from './trainerReport.ts';

interface StatusFlags extends DataFlag {
  readonly config?: string;
  readonly json?: true;
}

export const addTrainer: AddCommand = (program, context) => {
  program
    .command('trainer')
    .description('look at the trainer that npm start runs in the background')
    .command('status')
    .description('show what it does now, what came of its turns, and what is next')
    .option('--config <FILE>', "the trainer's settings (default: trainer/config.json in the data folder)")
    .addOption(dataOption())
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} trainer status`,
        `${RUN} trainer status --data /srv/study --json`,
        '',
        'npm start runs it beside the server; npm start -- --no-trainer does not, npm start -- --trainer-only runs',
        'nothing else. Its settings: docs/live.md.',
      ),
    )
    .action((flags: StatusFlags) => status(flags, context));
};

async function status(flags: StatusFlags, context: CliContext): Promise<void> {
  const data = resolve(context.directory, flags.data);
  const status = await statusOf(data, flags, context);
  if (flags.json) printJson(context, status);
  else context.stdout.write(trainerReport(status));
}

async function statusOf(data: string, flags: StatusFlags, context: CliContext): Promise<TrainerStatus> {
  const read = readState(data);
  if (read.kind === 'damaged') throw new CommandFailed(`expected the trainer's state: ${read.why}`);
  const state = read.kind === 'state' ? read.state : firstState(0);
  const config = configOf(
    flags.config === undefined
      ? join(trainerFolder(data), 'config.json')
      : resolve(context.directory, flags.config),
  );
  const { cast, registry } = await orFailed(() => lookAround(registryPlaces(flags, context)));
  const isRunning = isLocked(data);
  return {
    isRunning,
    hasRun: read.kind === 'state',
    ...state,
    doing: isRunning ? state.doing : 'not running',
    // A seed that is not drawn yet decides nothing.
    next: read.kind === 'state' ? (nextJob(state, config, cast) ?? null) : null,
    registry,
  };
}

function configOf(file: string) {
  try {
    return readTrainerConfig(file);
  } catch (error) {
    if (error instanceof TrainerConfigError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function isLocked(data: string): boolean {
  if (!existsSync(trainerFolder(data))) return false;
  const unlock = lockTrainer(data);
  unlock?.();
  return unlock === undefined;
}
