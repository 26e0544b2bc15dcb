import { relative, resolve } from 'node:path';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { gatherSeeds, type RunRecord } from '../reports/gatherSeeds.ts';
import { readRuns } from '../reports/readRuns.ts';
import { writeResultFile } from '../reports/resultFiles.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';
import { examples, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';

const EXAMPLES = examples(
  `${RUN} train --game coin --seeds 101-110 --out data/runs/coin`,
  `${RUN} results collect --runs data/runs/coin data/runs/coin-ppo`,
  '',
  'All runs of a game and algorithm become docs/results/GAME/ALGORITHM.json, which they replace; they may differ in',
  'their seeds only. A run that broke or never ended stands there as well. Of Harvest, --as keeps runs of another',
  'setting apart, for the tables of ablations: beta-..., goodwill-... and whatever else they may be called.',
);

export const addResultsCollect: AddCommand = (results, context) => {
  results
    .command('collect')
    .description('gather the seeds of training runs in docs/results/GAME/ALGORITHM.json')
    .option('--runs <DIR...>', 'folders of runs, or folders with runs in them; required')
    .option('--as <NAME>', 'the name of the file instead of the algorithm, e.g. beta-0.5', fileName)
    .option('--docs <DIR>', 'the folder with results.md', 'docs')
    .addHelpText('after', EXAMPLES)
    .action((flags: CollectFlags) => collect(flags, context));
};

interface CollectFlags {
  readonly runs?: readonly string[];
  readonly as?: string;
  readonly docs: string;
}

async function collect({ runs, as, docs }: CollectFlags, context: CliContext): Promise<void> {
  const groups = byGameAndAlgorithm(await recordsOf(runs, context));
  if (as !== undefined && groups.size > 1)
    throw new UsageError(`--as: expected runs of one algorithm, got ${[...groups.keys()].join(', ')}`);
  for (const some of groups.values()) {
    const report = orFailed(() => gatherSeeds(some));
    const folder = resolve(context.directory, docs);
    const file = writeResultFile(folder, report.game, { name: as ?? report.algorithm, content: report });
    const finished = report.seeds.filter(({ kind }) => kind === 'finished').length;
    const seeds = report.seeds.map(({ seed }) => seed).join(', ');
    context.stdout.write(
      `${relative(context.directory, file)}: ${finished} of ${report.seeds.length} finished (seeds ${seeds})\n`,
    );
  }
}

/**
 * What the folders hold that `--runs` names.
 * @throws UsageError without any; CommandFailed if one cannot be read
 */
export async function recordsOf(
  runs: readonly string[] | undefined,
  { directory }: CliContext,
): Promise<readonly RunRecord[]> {
  if (runs === undefined) throw new UsageError('--runs: expected folders of training runs, got nothing');
  try {
    return await readRuns(runs.map((folder) => resolve(directory, folder)));
  } catch (error) {
    if (error instanceof UnusableRun || error instanceof UnusableCheckpoint)
      throw new CommandFailed(error.message, 1, { cause: error });
    throw error;
  }
}

function byGameAndAlgorithm(records: readonly RunRecord[]): ReadonlyMap<string, readonly RunRecord[]> {
  return Map.groupBy(records, ({ run: { config } }) => `${config.game} ${config.algorithm}`);
}

/** Parses the name of a file without its ending. */
export function fileName(text: string): string {
  if (/^[a-z0-9][a-z0-9.-]*$/.test(text)) return text;
  throw new UsageError(`--as: expected small letters, digits, dots and dashes, got ${JSON.stringify(text)}`);
}

/** @throws CommandFailed where `act` says that something does not fit */
export function orFailed<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandFailed(error.message, 1, { cause: error });
    throw error;
  }
}
