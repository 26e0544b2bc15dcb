import { relative, resolve } from 'node:path';
import type { RunRecord } from '../reports/gatherSeeds.ts';
import { SCENARIO_TESTS } from '../reports/harvest/scenarioTests.ts';
import { examples, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { UsageError } from './failure.ts';
import { interruptible } from './interruptible.ts';
import { episodesOption, seedOption } from './options.ts';
import { fileName, recordsOf } from './resultsCollect.ts';
import { drawFrames } from './resultsFrames.ts';
import { agentsOf, playTests, type TestPlan } from './resultsTests.ts';

interface EvaluateFlags {
  readonly runs?: readonly string[];
  readonly as?: string;
  readonly racers?: readonly string[];
  readonly responses?: readonly string[];
  readonly tests?: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly docs: string;
}

/** No setting was tried and no seed chosen with these starts. */
const REPORT_SEED = 7;
const GAME = 'harvest';
const NAMES = SCENARIO_TESTS.map(({ name }) => name);

export const addResultsEvaluate: AddCommand = (results, context) => {
  results
    .command('evaluate')
    .description(
      'play the scenarios of Harvest with all seeds: docs/results/harvest/scenarios-ALGORITHM.json',
    )
    .option('--runs <DIR...>', 'folders of runs, or folders with runs in them; required')
    .option('--as <NAME>', 'the name of the file instead of the algorithm, e.g. beta-0.5', fileName)
    .option('--racers <DIR...>', 'runs of held-out seeds that are the strangers of the tests called racers')
    .option(
      '--responses <DIR...>',
      'what exploit left, or runs that were trained against one of the seeds each',
    )
    .option('--tests <NAME,...>', `only these tests (${NAMES.join(', ')})`, testNames)
    .addOption(episodesOption("episodes of a test; without it the scenario's own number, 100"))
    .addOption(seedOption(REPORT_SEED))
    .option('--docs <DIR>', 'the folder with results.md', 'docs')
    .addHelpText(
      'after',
      examples(
        `${RUN} results evaluate --runs data/runs/harvest --racers data/runs/harvest-ppo-held-out`,
        `${RUN} results evaluate --runs data/runs/harvest --responses data/runs/best-responses --tests response`,
        '',
        'What the file holds already, of the same checkpoint and others, is not played again: a command that was',
        'stopped may be given anew, and best responses come when they are trained.',
        'An arena is left when nothing can grow in it any more. Also draws frames-ALGORITHM.svg: the first seed,',
        'alone and beside those that zap.',
      ),
    )
    .action((flags: EvaluateFlags) => evaluate(flags, context));
};

async function evaluate(flags: EvaluateFlags, context: CliContext): Promise<void> {
  const { racers, responses, as } = flags;
  const all = await ofHarvest(flags.runs, context);
  const byName = Map.groupBy(all, ({ run }): string => as ?? run.config.algorithm);
  const algorithms = new Set(all.map(({ run }) => run.config.algorithm));
  if (as !== undefined && algorithms.size > 1)
    throw new UsageError(`--as: expected runs of one algorithm, got ${[...algorithms].join(', ')}`);
  const plan: Omit<TestPlan, 'name' | 'agents'> = {
    racers: racers === undefined ? [] : await agentsOf(await ofHarvest(racers, context), context),
    responses: responses === undefined ? [] : await ofHarvest(responses, context),
    tests: SCENARIO_TESTS.filter(({ name }) => flags.tests?.includes(name) ?? true),
    episodes: flags.episodes,
    seed: flags.seed,
    docs: resolve(context.directory, flags.docs),
  };
  for (const [name, records] of byName) {
    const agents = await agentsOf(records, context);
    const total = agents.length * plan.tests.length;
    const startedAt = context.seconds();
    const { file, counts } = await interruptible(context, { unit: 'tests', total }, (breathe) =>
      playTests({ ...plan, name, agents }, { context, breathe }),
    );
    const frames = await drawFrames({ name, agent: agents[0], docs: plan.docs, seed: plan.seed }, context);
    const seconds = (context.seconds() - startedAt).toFixed(1);
    const written = [file, frames]
      .flatMap((one) => one ?? [])
      .map((one) => relative(context.directory, one))
      .join(', ');
    context.stdout.write(
      `${written}: ${agents.length} seeds, ${counts.played} tests played, ${counts.known} known before, ${counts.lacking} without strangers, ${seconds} s\n`,
    );
  }
}

async function ofHarvest(
  folders: readonly string[] | undefined,
  context: CliContext,
): Promise<readonly RunRecord[]> {
  const records = (await recordsOf(folders, context)).filter(({ run }) => run.config.game === GAME);
  if (records.length > 0) return records.toSorted((a, b) => a.run.seed - b.run.seed);
  throw new UsageError(`expected runs of ${GAME} in ${folders?.join(', ')}, got none`);
}

function testNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !NAMES.includes(name));
  if (wrong === undefined) return names;
  throw new UsageError(`--tests: expected some of ${NAMES.join(', ')}, got ${JSON.stringify(wrong)}`);
}
