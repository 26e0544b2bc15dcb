import type { Seed } from '../../shared/random.ts';
import { CANDIDATES, TARGETS, type Incomes } from '../evaluation/calibrate.ts';
import { scenarioById } from '../evaluation/scenarios/registry.ts';
import { measureAnchors } from './calibrateAnchors.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { incomesBeside } from './incomesBeside.ts';
import { interruptible } from './interruptible.ts';
import { episodesOption, seedOption } from './options.ts';
import { refsFlag } from './playerGroups.ts';
import { table } from './table.ts';

interface CalibrateFlags {
  readonly bots: readonly string[];
  readonly focal: readonly string[];
  readonly episodes: number;
  readonly seed: Seed;
  readonly anchors?: string;
  readonly json?: true;
}

/** Whose seats the candidates are tried in. */
const SEATS = 'harvest/zappers';

const EXAMPLES = examples(
  `${RUN} calibrate`,
  `${RUN} calibrate --bots 'scripted:over-harvester({"search":0.05}),scripted:greedy({"act":0.6})' --episodes 1000`,
  `${RUN} calibrate --bots agent:3f9c2ab7 --focal scripted:random,agent:81d0f6c2`,
  '',
  "Two of a bot sit in Melting Pot's slots 6 and 7, five focals in slots 1 to 5 of Commons Harvest.",
  'A bot fits if random focals and racing ones both earn what they do beside the bots of Melting Pot.',
  '--anchors FILE instead measures what random and racing focals earn in every scenario, which is 0 and 1 of its',
  'own scale; evaluate reads models/evaluation/scenarios/anchors.json.',
);

export const addCalibrate: AddCommand = (program, context) => {
  program
    .command('calibrate')
    .description(
      'measure background bots of Commons Harvest: what do random and racing focals earn beside them?',
    )
    .option('--bots <REF,...>', 'the candidates; without it a grid of scripted ones', refsFlag('--bots'), [])
    .option(
      '--focal <REF,...>',
      `focals to try; without it ${TARGETS.map(({ ref }) => ref).join(',')},scripted:greedy`,
      refsFlag('--focal'),
      [],
    )
    .addOption(episodesOption('episodes of every pair', 400, 2))
    .addOption(seedOption())
    .option('--anchors <FILE>', 'measure the anchors of all scenarios and write them')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: CalibrateFlags) =>
      flags.anchors === undefined
        ? runCalibrate(flags, context)
        : measureAnchors({ ...flags, file: flags.anchors, context }),
    );
};

/** What the focals earn beside one bot, in their order. */
interface Row {
  readonly bot: string;
  readonly incomes: readonly Incomes[];
}

async function runCalibrate(flags: CalibrateFlags, context: CliContext): Promise<void> {
  const { episodes, seed } = flags;
  const bots = flags.bots.length > 0 ? flags.bots : CANDIDATES;
  const focals = flags.focal.length > 0 ? flags.focal : [...TARGETS.map(({ ref }) => ref), 'scripted:greedy'];
  const work = { unit: 'pairs', total: bots.length * focals.length };
  const rows = await interruptible(context, work, async (breathe) => {
    const rows: Row[] = [];
    for (const [i, bot] of bots.entries()) {
      const incomes: Incomes[] = [];
      for (const [j, focal] of focals.entries()) {
        const done = i * focals.length + j;
        incomes.push(
          await incomesBeside({
            scenario: { ...scenarioById(SEATS), background: [bot] },
            focal,
            episodes,
            seed,
            context,
            breathe: (share) => breathe(done + share / episodes),
          }),
        );
      }
      rows.push({ bot, incomes });
    }
    return rows;
  });
  if (flags.json) {
    const results = rows.map(({ bot, incomes }) => ({
      bot,
      fits: fits(focals, incomes),
      focals: incomes.map((income, i) => ({ ref: focals[i], ...income })),
    }));
    printJson(context, { game: 'harvest', episodes, seed, targets: TARGETS, results });
  } else context.stdout.write(calibrationTable(focals, rows, flags));
}

/** Undefined where a target's focal was not asked for. */
function fits(focals: readonly string[], incomes: readonly Incomes[]): boolean | undefined {
  const found = TARGETS.map(({ ref, low, high }) => {
    const score = incomes[focals.indexOf(ref)]?.focal.mean;
    return score === undefined ? undefined : score >= low && score <= high;
  });
  return found.includes(undefined) ? undefined : found.every((fit) => fit);
}

function calibrationTable(
  focals: readonly string[],
  rows: readonly Row[],
  { episodes, seed }: CalibrateFlags,
): string {
  const targets = TARGETS.map(({ ref, low, high }) => `${ref} ${low} to ${high}`).join(', ');
  const heading =
    `Commons Harvest, ${episodes} episodes of every pair, seed ${seed}; per seat and episode\n` +
    `+- standard error, and what the bot earns. A bot fits if these earn: ${targets}\n\n`;
  const columns = ['bot', ...focals.flatMap((ref) => [ref, 'bot earns']), 'fits'];
  return (
    heading +
    table(
      columns.map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })),
      rows.map(({ bot, incomes }) => [
        bot,
        ...incomes.flatMap(({ focal, background }) => [
          `${focal.mean.toFixed(2)} +- ${(focal.standardError ?? 0).toFixed(2)}`,
          background.mean.toFixed(1),
        ]),
        { true: 'yes', false: '', undefined: '?' }[`${fits(focals, incomes)}`],
      ]),
    )
  );
}
