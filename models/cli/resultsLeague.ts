import { join, relative, resolve } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import { scriptedPlayersOf } from '../../shared/scripted/registry.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { playLeague, type LeagueGroup } from '../evaluation/league.ts';
import { leagueMatrix } from '../evaluation/leagueMatrix.ts';
import type { RunRecord } from '../reports/gatherSeeds.ts';
import { leagueRecord } from '../reports/leagueRecord.ts';
import { inOrder } from '../reports/labels.ts';
import { writeResultFile } from '../reports/resultFiles.ts';
import { CHECKPOINT_FOLDER } from '../trainer/runFolder.ts';
import { examples, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { gameParams } from './gameParams.ts';
import { interruptible } from './interruptible.ts';
import { leagueSteps } from './leagueSteps.ts';
import { GAME_LIST, episodesOption, gameFlag, required, seedOption } from './options.ts';
import { orUsageError } from './playerGroups.ts';
import { recordsOf } from './resultsCollect.ts';

interface LeagueFlags {
  readonly game?: AnyGame;
  readonly runs?: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly docs: string;
}

/** Those of them that the game has stand beside what was trained. */
const ANCHORS = ['always-cooperate', 'always-defect', 'tit-for-tat', 'random'];

/**
 * Of every pair unless somebody says otherwise: 1,024 episodes of the Coin Game. The reference league has 32; so few
 * that the luck of the starts, which all pairs share, would decide about aims.
 */
const STEPS_OF_A_PAIR = 16_384;

/** No setting was tried and no seed chosen with these starts. */
const REPORT_SEED = 7;

export const addResultsLeague: AddCommand = (results, context) => {
  results
    .command('league')
    .description(
      'let the seeds of all algorithms and the scripted players meet: docs/results/GAME/league.json',
    )
    .option('--game <G>', `a game of two seats (${GAME_LIST}); required`, gameFlag('--game'))
    .option('--runs <DIR...>', 'folders of runs, or folders with runs in them; required')
    .addOption(episodesOption('episodes of every pair (default: 16,384 steps together)'))
    .addOption(seedOption(REPORT_SEED))
    .option('--docs <DIR>', 'the folder with results.md', 'docs')
    .addHelpText(
      'after',
      examples(
        `${RUN} results league --game coin --runs data/runs/coin data/runs/coin-ppo`,
        '',
        'Runs of other games are left out. All seeds of an algorithm are one family (see also: league).',
      ),
    )
    .action((flags: LeagueFlags) => run(flags, context));
};

async function run(flags: LeagueFlags, context: CliContext): Promise<void> {
  const game = required(flags.game, '--game', `a game (${GAME_LIST})`);
  const { seed } = flags;
  const params = gameParams(game, {});
  const steps = leagueSteps(game, params);
  const episodes = flags.episodes ?? Math.ceil(STEPS_OF_A_PAIR / steps);
  const records = (await recordsOf(flags.runs, context)).filter(({ run }) => run.config.game === game.id);
  const { groups, seeds } = await groupsOf(game, records, context);
  const refs = groups.flatMap(({ players }) => players.map(({ ref }) => ref));
  const work = { unit: 'matches', total: (refs.length * (refs.length + 1)) / 2 };
  const startedAt = context.seconds();
  const matches = await interruptible(context, work, (breathe) =>
    orUsageError('--runs', () =>
      playLeague({ game, params, groups, episodes, steps, seed, breathe: ({ done }) => breathe(done) }),
    ),
  );
  if (matches === undefined) throw new CommandFailed('stopped before all pairs had met');
  const record = leagueRecord({
    game,
    params,
    codeVersion: context.codeVersion,
    episodes,
    steps,
    seed,
    groups,
    seeds,
    matrix: leagueMatrix(refs, matches),
  });
  const file = writeResultFile(resolve(context.directory, flags.docs), game.id, {
    name: 'league',
    content: record,
  });
  const seconds = (context.seconds() - startedAt).toFixed(1);
  context.stdout.write(
    `${relative(context.directory, file)}: ${refs.length} players, ${matches.length} pairs, ${seconds} s\n`,
  );
}

/** All seeds that left a checkpoint, by algorithm, and the anchors. */
async function groupsOf(game: AnyGame, records: readonly RunRecord[], context: CliContext) {
  const seeds = new Map<string, number>();
  const groups: LeagueGroup[] = [];
  const byAlgorithm = Map.groupBy(records, ({ run }): string => run.config.algorithm);
  for (const algorithm of inOrder(byAlgorithm.keys())) {
    const players: Contestant[] = [];
    const some = byAlgorithm.get(algorithm) ?? [];
    for (const { folder, run, result } of some.toSorted((a, b) => a.run.seed - b.run.seed)) {
      const id = result?.agent?.id;
      if (id === undefined) continue;
      const [player] = await resolved(game, [`agent:${join(folder, CHECKPOINT_FOLDER)}`], context);
      // Where a checkpoint lay on this machine is nobody's business; its id names it everywhere.
      const ref = `agent:${shortId(id)}`;
      players.push({ ...(player as Contestant), ref });
      seeds.set(ref, run.seed);
    }
    if (players.length > 0) groups.push({ label: algorithm, players });
  }
  for (const name of ANCHORS.filter((one) => scriptedPlayersOf(game.id).has(one))) {
    groups.push({ label: name, players: await resolved(game, [`scripted:${name}`], context) });
  }
  return { groups, seeds };
}

function resolved(game: AnyGame, refs: readonly string[], context: CliContext) {
  return orUsageError('--runs', () => resolveContestants(game.id, refs, context));
}
