import type { AnyGame } from '../../shared/game.ts';
import { episodeLog } from '../evaluation/episodeLog.ts';
import { simulate, type Simulation } from '../evaluation/simulate.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { gameParams } from './gameParams.ts';
import { interruptible } from './interruptible.ts';
import { openLogFile } from './logFile.ts';
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
import { seatedPlayers } from './seatedPlayers.ts';
import { simulationReport } from './simulationReport.ts';

interface SimulateFlags {
  readonly game?: AnyGame;
  readonly seats?: string;
  readonly episodes: number;
  readonly steps?: number;
  readonly seed: number;
  readonly preset?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly log?: string;
  readonly json?: true;
}

const EXAMPLES = examples(
  `${RUN} simulate --game ipd --seats scripted:tit-for-tat,scripted:always-cooperate`,
  `${RUN} simulate --game ipd --seats 'scripted:random*2' --episodes 1000 --seed 7 --json`,
  `${RUN} simulate --game coin --seats 'scripted:random,module:./my-player.mjs' --params '{"penalty":-3}'`,
  `${RUN} simulate --game ipd --seats 'scripted:random*2' --log run.jsonl && ${RUN} replay run.jsonl`,
  `${RUN} simulate --game ipd --seats agent:./data/agents/3f9c2ab71d04e5a6,scripted:grim`,
  '',
  'An agent is agent:live/GAME, agent:released/GAME/NAME, agent: and the first digits of its id, or agent:FOLDER (see: agents).',
  'Episode i starts from (seed, i) alone: whoever sits there meets the same starts.',
  'Put brackets and stars in quotes, or the shell reads them.',
);

export const addSimulate: AddCommand = (program, context) => {
  program
    .command('simulate')
    .description('play a game with programmed players in all seats and sum up what they got')
    .option('--game <G>', `the game (${GAME_LIST}); required`, gameFlag('--game'))
    .option(
      '--seats <REF,...>',
      'one player per seat: scripted:NAME, scripted:NAME({"option":value}), module:PATH or agent:SOURCE; REF*5 repeats; required',
    )
    .addOption(episodesOption('number of episodes, a whole number', 10))
    .addOption(stepsOption("exactly K steps an episode, with the game's own ending switched off"))
    .addOption(seedOption())
    .addOption(presetOption())
    .addOption(paramsOption())
    .option('--log <FILE>', 'also write every decision as a research log, for: replay FILE')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((flags: SimulateFlags) => runSimulate(flags, context));
};

async function runSimulate(flags: SimulateFlags, context: CliContext): Promise<void> {
  const game = required(flags.game, '--game', `a game (${GAME_LIST})`);
  const list = required(flags.seats, '--seats', 'one player per seat as REF[,REF...]');
  const params = gameParams(game, flags);
  const { numSeats } = game.spec(params);
  // Values are told to the log only.
  const values = flags.log === undefined ? 'left-out' : 'computed';
  const seats = await seatedPlayers({ game, numSeats, list, sources: { ...context, values } });
  const log = flags.log === undefined ? undefined : openLogFile(flags.log, context.directory);
  const simulation = await interruptible(context, { unit: 'episodes', total: flags.episodes }, (breathe) =>
    simulate({
      game,
      params,
      seats,
      episodes: flags.episodes,
      ...(flags.steps === undefined ? {} : { steps: flags.steps }),
      seed: flags.seed,
      seconds: context.seconds,
      breathe: ({ episodesDone, share }) => breathe(episodesDone + share),
      ...(log && {
        record: episodeLog({
          ...context,
          game,
          params,
          seats,
          ...(flags.steps === undefined ? {} : { steps: flags.steps }),
          write: log.write,
        }),
      }),
    }),
  ).finally(() => log?.close());
  report(simulation, game, flags, context);
}

/** @throws CommandFailed if the simulation was interrupted */
function report(simulation: Simulation, game: AnyGame, flags: SimulateFlags, context: CliContext): void {
  const { summary, stopped, episodesDone } = simulation;
  // Half a run must not pass for a whole one where a script reads it.
  if (summary && !(stopped && flags.json)) {
    if (flags.json) printJson(context, summary);
    else context.stdout.write(simulationReport(summary, game));
  }
  if (stopped) throw new CommandFailed(`stopped after ${episodesDone} of ${flags.episodes} episodes`);
}
