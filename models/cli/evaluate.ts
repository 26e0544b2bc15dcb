import { join, resolve } from 'node:path';
import { findScenarios } from '../evaluation/scenarios/findScenarios.ts';
import { SCENARIOS } from '../evaluation/scenarios/registry.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { evaluationJobs, playJob, type GroupResult } from './evaluationJobs.ts';
import { evaluationReport, scenarioList } from './evaluationReport.ts';
import { UsageError } from './failure.ts';
import { interruptible } from './interruptible.ts';
import { episodesOption, required, seedOption, wholeNumber } from './options.ts';
import { groupFlag, namedRefs, orUsageError, refsFlag, type NamedRefs } from './playerGroups.ts';
import { makeFolder, writeFile } from './writeFile.ts';

interface EvaluateFlags {
  readonly scenario?: string;
  readonly focal: readonly string[];
  readonly group: readonly NamedRefs[];
  readonly background: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly argmax?: true;
  readonly json?: true;
  readonly svg?: string;
  readonly frames?: string;
  readonly at: readonly number[];
  readonly list?: true;
}

const EXAMPLES = examples(
  `${RUN} evaluate --list`,
  `${RUN} evaluate --scenario harvest/zappers --focal scripted:restrained`,
  `${RUN} evaluate --scenario harvest/self-play,harvest/pacifists --focal scripted:greedy,scripted:bush-guard --episodes 20`,
  `${RUN} evaluate --scenario harvest/strangers --background scripted:greedy --focal scripted:bush-guard --frames frames`,
  `${RUN} evaluate --scenario ipd/defectors --group Seeds=agent:released/ipd/reciprocal,agent:3f9c2ab7 --json`,
  '',
  'A scenario says which seats are focal and who may sit in the rest. Copies of one --focal play in all focal seats.',
  'The score is the mean over focal seats of the return of an episode, +- its standard error over episodes.',
  'Read what the background earns beside it: a high score beside a higher one means that it was let to.',
  'Of --argmax, scripts and modules know nothing: they choose as they are written.',
  'Episode i depends on (seed, i) alone: all focals meet the same starts and the same background.',
);

export const addEvaluate: AddCommand = (program, context) => {
  program
    .command('evaluate')
    .description('score players in scenarios: copies of one among a background population')
    .option('--scenario <S,...>', 'scenarios by id (see --list), or a JSON file of your own; required')
    .option('--focal <REF,...>', 'players that stand for themselves (see: simulate)', refsFlag('--focal'), [])
    .option(
      '--group <NAME=REF,...>',
      'players whose mean is told too, e.g. seeds; may come again',
      groupFlag('--group'),
      [],
    )
    .option(
      '--background <REF,...>',
      "instead of the scenario's own population: one of these is drawn for every other seat",
      refsFlag('--background'),
      [],
    )
    .addOption(episodesOption("episodes; without it the scenario's own number, mostly 100"))
    .addOption(seedOption())
    .option('--argmax', 'agents take their likeliest action; without it they draw one, as in training')
    .option('--svg <FILE>', 'also draw what both sides earn, or bushes alive over time where all are focal')
    .option('--frames <DIR>', 'also draw the arena of the first episode, all focals one below the other')
    .option('--at <STEP,...>', 'the steps that --frames shows', steps, [0, 50, 100, 250, 500, 1000])
    .option('--json', 'print one JSON document')
    .option('--list', 'print the scenarios that there are')
    .addHelpText('after', EXAMPLES)
    .action((flags: EvaluateFlags) => runEvaluate(flags, context));
};

async function runEvaluate(flags: EvaluateFlags, context: CliContext): Promise<void> {
  if (flags.list) {
    if (flags.json) printJson(context, SCENARIOS);
    else context.stdout.write(scenarioList(SCENARIOS));
    return;
  }
  const names = required(flags.scenario, '--scenario', 'scenarios as ID[,ID...]; see --list');
  const scenarios = await orUsageError('--scenario', () => findScenarios(names, context.directory));
  const alone = scenarios.find(({ game }) => flags.frames !== undefined && game !== 'harvest');
  if (alone !== undefined) throw new UsageError(`--frames: expected scenarios of harvest, got ${alone.id}`);
  const named = namedRefs(flags.group, flags.focal, '--focal or --group');
  const choosing = flags.argmax ? 'likeliest' : 'drawn';
  const jobs = await evaluationJobs({ ...flags, scenarios, named, context: { ...context, choosing } });
  const total = jobs.reduce((sum, { players, episodes }) => sum + players.length * episodes, 0);
  const startedAt = context.seconds();
  const results = await interruptible(context, { unit: 'episodes', total }, async (breathe) => {
    const results: GroupResult[] = [];
    let before = 0;
    for (const job of jobs) {
      results.push(await playJob(job, { context, breathe: (done) => breathe(before + done) }));
      before += job.players.length * job.episodes;
    }
    return results;
  });
  const report = evaluationReport(results, { seed: flags.seed, choosing }, context.seconds() - startedAt);
  await draw(results, flags, context);
  if (flags.json) printJson(context, report.json);
  else context.stdout.write(report.text);
}

async function draw(
  results: readonly GroupResult[],
  { svg, frames }: EvaluateFlags,
  { directory }: CliContext,
): Promise<void> {
  if (svg === undefined && frames === undefined) return;
  // The charts take a third of a second to load, which no other command should wait for.
  const { evaluationSvg, frameFiles } = await import('./evaluationPictures.ts');
  if (svg !== undefined) writeFile(resolve(directory, svg), evaluationSvg(results));
  if (frames === undefined) return;
  const folder = resolve(directory, frames);
  makeFolder(folder);
  for (const { name, svg } of frameFiles(results)) writeFile(join(folder, name), svg);
}

function steps(text: string): readonly number[] {
  return text.split(',').map((step) => wholeNumber('--at', 0, 1_000_000)(step.trim()));
}
