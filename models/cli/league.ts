import { resolve } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import { resolveContestants } from '../evaluation/contestants.ts';
import { playLeague, type LeagueGroup } from '../evaluation/league.ts';
import { leagueMatrix } from '../evaluation/leagueMatrix.ts';
import { leagueTable } from '../evaluation/leagueTable.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { gameParams } from './gameParams.ts';
import { interruptible } from './interruptible.ts';
import { leagueSteps } from './leagueSteps.ts';
import { leagueReport, type LeagueResult } from './leagueReport.ts';
import {
  GAME_LIST,
  episodesOption,
  gameFlag,
  paramsOption,
  presetOption,
  required,
  seedOption,
  stepsOption,
} from './options.ts';
import { groupFlag, namedRefs, orUsageError, refsFlag, type NamedRefs } from './playerGroups.ts';
import { writeFile } from './writeFile.ts';

interface LeagueFlags {
  readonly game?: AnyGame;
  readonly group: readonly NamedRefs[];
  readonly players: readonly string[];
  readonly episodes: number;
  readonly steps?: number;
  readonly seed: number;
  readonly preset?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly json?: true;
  readonly svg?: string;
}

const EXAMPLES = examples(
  `${RUN} league --game coin --players scripted:always-cooperate,scripted:always-defect,scripted:random`,
  `${RUN} league --game ipd --group AdAlign=agent:3f9c2ab7,agent:81d0f6c2 --players scripted:grim --svg league.svg`,
  '',
  'Every pair meets, a player itself too, in the same number of episodes from the same starts.',
  'A cell is what the row got per step against the column; what the column got stands in the mirrored cell.',
  "A group's cell is the mean over all pairs of its players, with its standard error over players and, in brackets,",
  'the standard deviation over pairs.',
);

export const addLeague: AddCommand = (program, context) => {
  program
    .command('league')
    .description('let every pair of players meet and print who got what against whom')
    .option('--game <G>', `a game of two seats (${GAME_LIST}); required`, gameFlag('--game'))
    .option(
      '--players <REF,...>',
      'players that stand for themselves (see: simulate)',
      refsFlag('--players'),
      [],
    )
    .option(
      '--group <NAME=REF,...>',
      'players that count as one, e.g. seeds; may come again',
      groupFlag('--group'),
      [],
    )
    .addOption(episodesOption('episodes of every pair', 32))
    .addOption(
      stepsOption("exactly K steps an episode; without it coin 16, others the game's longest episode"),
    )
    .addOption(seedOption())
    .addOption(presetOption())
    .addOption(paramsOption())
    .option('--svg <FILE>', 'also draw the matrix')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: LeagueFlags) => runLeague(flags, context));
};

async function runLeague(flags: LeagueFlags, context: CliContext): Promise<void> {
  const game = required(flags.game, '--game', `a game (${GAME_LIST})`);
  const { episodes, seed } = flags;
  const params = gameParams(game, flags);
  const steps = flags.steps ?? leagueSteps(game, params);
  const groups = await groupsOf(game, flags, context);
  const count = groups.reduce((sum, { players }) => sum + players.length, 0);
  const work = { unit: 'matches', total: (count * (count + 1)) / 2 };
  const startedAt = context.seconds();
  const matches = await interruptible(context, work, (breathe) =>
    orUsageError('--players, --group', () =>
      playLeague({ game, params, groups, episodes, steps, seed, breathe: ({ done }) => breathe(done) }),
    ),
  );
  if (matches === undefined) throw new CommandFailed('stopped before all pairs had met');
  const families = groups.map(({ label, players }) => ({ label, refs: players.map(({ ref }) => ref) }));
  const matrix = leagueMatrix(
    families.flatMap(({ refs }) => refs),
    matches,
  );
  const cells = leagueTable(families, matrix);
  const seconds = context.seconds() - startedAt;
  const result: LeagueResult = { game, params, groups, episodes, steps, seed, matches, cells, seconds };
  if (flags.svg !== undefined) {
    // The charts take a third of a second to load, which no other command should wait for.
    const { leagueSvg } = await import('./leagueSvg.ts');
    writeFile(resolve(context.directory, flags.svg), leagueSvg(result));
  }
  if (flags.json) printJson(context, leagueReport(result).json);
  else context.stdout.write(leagueReport(result).text);
}

async function groupsOf(game: AnyGame, flags: LeagueFlags, context: CliContext): Promise<LeagueGroup[]> {
  const groups: LeagueGroup[] = [];
  for (const { label, refs } of namedRefs(flags.group, flags.players, '--players or --group')) {
    const players = await orUsageError('--players, --group', () =>
      resolveContestants(game.id, refs, context),
    );
    groups.push({ label, players });
  }
  return groups;
}
