import { join, resolve } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import { fastestOwn, isOwn, openBackend, type BackendName } from '../backend.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent } from '../checkpoints/agents.ts';
import type { CheckpointMeta } from '../checkpoints/checkpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import type { TrainingConfig } from '../config.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { companiesOf } from '../trainer/companies.ts';
import { configFile, readConfig } from '../trainer/findConfig.ts';
import { resolveOpponents } from '../trainer/resolveOpponents.ts';
import { RUN_FORMAT, type RunConfig } from '../trainer/runConfig.ts';
import {
  newFolder,
  newNumberedFolder,
  readRunConfig,
  runFolders,
  writeRunConfig,
} from '../trainer/runFolder.ts';
import { memberConfig } from '../trainer/workers.ts';
import { configFrom } from '../trainer/startFrom.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';
import { RUN } from './command.ts';
import type { CliContext } from './context.ts';
import { UsageError } from './failure.ts';
import { GAME_LIST } from './options.ts';
import type { TrainFlags } from './trainFlags.ts';

/** What `train` was asked to do: folders with the configs of runs, begun or not. */
export type Training =
  | { readonly kind: 'one'; readonly folder: string }
  /** Each run has a folder inside this one. */
  | {
      readonly kind: 'several';
      readonly folder: string;
      readonly runs: readonly { readonly seed: number; readonly folder: string }[];
    };

/** Checks the flags and makes the folders, or finds those to go on with.  @throws UsageError */
export async function beginTraining(flags: TrainFlags, context: CliContext): Promise<Training> {
  try {
    return await begin(flags, context);
  } catch (error) {
    // What the user gave was wrong.
    if (
      error instanceof UnusableRun ||
      error instanceof UnusablePlayer ||
      error instanceof UnusableCheckpoint
    )
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function begin(flags: TrainFlags, context: CliContext): Promise<Training> | Training {
  return flags.resume === undefined ? beginNew(flags, context) : reopen(flags, flags.resume, context);
}

async function beginNew(flags: TrainFlags, context: CliContext): Promise<Training> {
  if (flags.seed !== undefined && flags.seeds !== undefined)
    throw new UsageError('--seed, --seeds: expected one of them, got both');
  const parent = await parentOf(flags, context);
  const config = parent === undefined ? configOf(flags, context) : configFrom(configOf(flags, context));
  if (parent !== undefined && parent.game !== config.game)
    throw new UsageError(`--from: expected an agent of ${config.game}, got one of ${parent.game}`);
  checkAlgorithm(config);
  checkWorkers(config, flags);
  await checkOpponents(config, flags.workers ?? 1, context);
  const backend = flags.backend ?? (wantsGpu(flags) ? (await openBackend()).name : fastestOwn());
  const write = (folder: string, seed: number): string => {
    writeRunConfig(folder, {
      format: RUN_FORMAT,
      config,
      seed,
      backend,
      workers: flags.workers ?? 1,
      ...(parent !== undefined && { from: { parent: parent.id, past: [] } }),
      until: flags.minutes === undefined ? { iterations: config.iterations } : { minutes: flags.minutes },
      rulesVersion: gameById(config.game).rulesVersion,
      codeVersion: context.codeVersion,
      created: isoTime(context.now()),
      command: commandOf(flags, config, { seed, backend }),
    });
    return folder;
  };
  const name = `${config.game}-${config.algorithm}`;
  if (flags.seeds === undefined) {
    const seed = flags.seed ?? 1;
    return { kind: 'one', folder: write(emptyFolder(flags, context, `${name}-${seed}`), seed) };
  }
  const { text, seeds } = flags.seeds;
  const folder = emptyFolder(flags, context, `${name}-${text.replaceAll(',', '+')}`);
  const runs = seeds.map((seed) => ({ seed, folder: write(newFolder(join(folder, String(seed))), seed) }));
  return { kind: 'several', folder, runs };
}

/** Whose weights to start with; which networks it has is seen when training starts. */
async function parentOf(
  { from }: TrainFlags,
  { directory }: CliContext,
): Promise<CheckpointMeta | undefined> {
  if (from === undefined) return undefined;
  try {
    return (await findAgent(from, agentPlaces(directory))).meta;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--from: ${error.message}`, { cause: error });
  }
}

/** Sizes that were not meant for one core. */
function wantsGpu({ profile, workers }: TrainFlags): boolean {
  return (profile === 'paper' || profile === 'gpu') && workers === undefined;
}

function emptyFolder({ out }: TrainFlags, { directory }: CliContext, name: string): string {
  return out === undefined
    ? newNumberedFolder(join(directory, 'data', 'runs'), name)
    : newFolder(resolve(directory, out));
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

function checkAlgorithm(config: TrainingConfig): void {
  const game = gameById(config.game);
  const shape = learnableGame(game, game.params.parse(config.params));
  const why = ALGORITHMS[config.algorithm].whyNot?.(config, shape);
  if (why !== undefined) throw new UsageError(`${config.algorithm}: ${why}`);
}

function checkWorkers({ games }: TrainingConfig, { workers = 1, backend = fastestOwn() }: TrainFlags): void {
  if (games % workers !== 0)
    throw new UsageError(
      `--workers: expected a number that divides the ${games} games of an iteration, got ${workers}`,
    );
  if (workers > 1 && !isOwn(backend))
    throw new UsageError(`--workers: expected backend wasm-fused or wasm for more than one, got ${backend}`);
}

/** Before a folder is made for nothing. */
async function checkOpponents(config: TrainingConfig, workers: number, context: CliContext): Promise<void> {
  try {
    companiesOf(memberConfig(config, workers));
    await resolveOpponents(config, context);
  } catch (error) {
    if (error instanceof RangeError || error instanceof UnusablePlayer)
      throw new UsageError(`--opponents: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Runs that are there already, which may be given a new end. */
function reopen(flags: TrainFlags, name: string, { directory }: CliContext): Training {
  const { resume: _, json: __, parallel: ___, minutes, iterations, ...others } = flags;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new UsageError(
      `--resume: expected nothing else but --minutes, --iterations, --parallel and --json, got --${other}`,
    );
  }
  const folder = resolve(directory, name);
  const runs = runFolders(folder).map((one) => ({
    folder: one,
    seed: reopenOne(one, { minutes, iterations }),
  }));
  return runs[0]?.folder === folder ? { kind: 'one', folder } : { kind: 'several', folder, runs };
}

/** @returns its seed */
function reopenOne(folder: string, { minutes, iterations }: Ends): number {
  const runConfig = readRunConfig(folder);
  if (minutes !== undefined || iterations !== undefined) {
    const until = {
      ...(iterations !== undefined && { iterations }),
      ...(minutes !== undefined && { minutes }),
    };
    writeRunConfig(folder, { ...runConfig, until });
  }
  return runConfig.seed;
}

interface Ends {
  readonly minutes: number | undefined;
  readonly iterations: number | undefined;
}

function commandOf(
  flags: TrainFlags,
  config: TrainingConfig,
  { seed, backend }: { readonly seed: number; readonly backend: BackendName },
): RunConfig['command'] {
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
    ...(flags.from === undefined ? [] : ['--from', flags.from]),
    ...(flags.workers === undefined ? [] : ['--workers', flags.workers]),
    // Another machine would choose another one.
    '--backend',
    backend,
  ].join(' ');
}
