import { resolve } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import type { IpdParams } from '../../shared/games/ipd/game.ts';
import { ipdReadout, type IpdReadout } from '../evaluation/ipdReadout.ts';
import { ladder, ladderEpisodes } from '../evaluation/ladder.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { interruptible } from './interruptible.ts';
import { ladderAttempts } from './ladderAttempts.ts';
import { ladderReport } from './ladderReport.ts';
import { GAME_LIST, episodesOption, gameFlag, paramsOption, presetOption, seedOption } from './options.ts';
import { orUsageError, refsFlag } from './playerGroups.ts';
import { writeFile } from './writeFile.ts';

export interface LadderFlags {
  readonly target?: string;
  readonly game?: AnyGame;
  readonly players: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly preset?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly json?: true;
  readonly svg?: string;
}

const TWO_SEATS_EPISODES = 256;
const MORE_SEATS_EPISODES = 16;
/** Of each kind: situations that are seldom in play need many. */
const READOUT_EPISODES = 256;

const EXAMPLES = examples(
  `${RUN} ladder --target agent:released/ipd/reciprocal`,
  `${RUN} ladder --target scripted:tit-for-two-tats --game ipd --json`,
  `${RUN} ladder --target agent:released/coin/reciprocal --players agent:3f9c2ab7 --svg ladder.svg`,
  '',
  'Who attacks: the scripts of the project\'s list (see: players), every best response that "exploit" has trained against',
  'this very target, and --players. One seat of two is theirs, two drawn seats of more.',
  'gain: exploiter minus fair split, the fair split being what a seat gets where the target has all of them.',
  'loss: fair split minus target. gap: exploiter minus target. All from the same starts, with 95 % intervals.',
  'exploits: both gain and loss are surely above 0. Gain alone may be cooperation, loss alone spite.',
  "In the prisoner's dilemma the target is read out besides: what it does after what, and whether extortion pays.",
);

export const addLadder: AddCommand = (program, context) => {
  program
    .command('ladder')
    .description('let every known exploiter attack one player, and tell what each gets out of it')
    .option('--target <REF>', 'the player that is attacked (see: players, agents); required')
    .option(
      '--game <G>',
      `the game (${GAME_LIST}); without it that of the target, if it is an agent`,
      gameFlag('--game'),
    )
    .option('--players <REF,...>', 'more players that are to attack', refsFlag('--players'), [])
    .addOption(episodesOption('episodes of each (default: 256; games of more than two seats 16)'))
    .addOption(seedOption())
    .addOption(presetOption())
    .addOption(paramsOption())
    .option('--svg <FILE>', 'also draw what everybody gets')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: LadderFlags) => runLadder(flags, context));
};

async function runLadder(flags: LadderFlags, context: CliContext): Promise<void> {
  const { seed } = flags;
  const { game, params, target, attempts } = await orUsageError('--target, --players', () =>
    ladderAttempts(flags, context),
  );
  const usual = game.spec(params).numSeats === 2 ? TWO_SEATS_EPISODES : MORE_SEATS_EPISODES;
  const episodes = flags.episodes ?? usual;
  const { seconds } = context;
  const startedAt = seconds();
  const work = { unit: 'episodes', total: ladderEpisodes({ attempts, episodes }) };
  const climbed = await interruptible(context, work, (breathe) =>
    orUsageError('--target, --players', () =>
      ladder({ game, params, target, attempts, episodes, seed, seconds, breathe }),
    ),
  );
  if (climbed === undefined) throw new CommandFailed('stopped before all had attacked');
  let readout: IpdReadout | undefined;
  if (game.id === 'ipd') {
    const options = { target, episodes: flags.episodes ?? READOUT_EPISODES, seed, seconds };
    readout = await ipdReadout({ ...options, params: params as IpdParams });
  }
  const result = {
    game,
    params,
    target,
    episodes,
    seed,
    ladder: climbed,
    readout,
    seconds: seconds() - startedAt,
  };
  if (flags.svg !== undefined) {
    // The charts take a third of a second to load, which no other command should wait for.
    const { ladderSvg } = await import('./ladderSvg.ts');
    writeFile(resolve(context.directory, flags.svg), ladderSvg(result));
  }
  const report = ladderReport(result);
  if (flags.json) printJson(context, report.json);
  else context.stdout.write(report.text);
}
