import { resolve } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { makeModelOfPeople, type ModelOfPeople } from '../people/modelOfPeople.ts';
import { PeopleUnreadable } from '../people/readPeople.ts';
import { cloneReport } from './cloneReport.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { interruptible } from './interruptible.ts';
import { GAME_LIST, gameFlag, required, seedOption } from './options.ts';
import { parseMinutes } from './trainFlags.ts';

interface CloneFlags {
  readonly game?: AnyGame;
  readonly minutes?: number;
  readonly out?: string;
  readonly data?: string;
  readonly seed: number;
  readonly simulated?: true;
  readonly json?: true;
}

export const addClone: AddCommand = (program, context) => {
  program
    .command('clone')
    .description(
      'make a model of people: an agent that imitates those who agreed to the use of their decisions',
    )
    .option('--game <G>', `the game (${GAME_LIST}); required`, gameFlag('--game'))
    .option('--minutes <M>', 'learn for so long at most (default: until it gets no better)', parseMinutes)
    .option('--out <DIR>', 'folder of agents that it goes to (default: data/agents)')
    .option('--data <DIR>', 'data folder of the server (left out: the one that the server takes)')
    .addOption(seedOption())
    .option('--simulated', 'take programs along that played people (crowd); standing exploiters never are')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} clone --game ipd`,
        `${RUN} clone --game coin --minutes 5 --simulated --json`,
        '',
        'Learns from ended episodes all of whose people have agreed, and no others; a fifth of the people is held out,',
        'and the report is about them. With nobody to learn from it says so and ends well. See docs/live.md.',
      ),
    )
    .action((flags: CloneFlags) => runClone(flags, context));
};

async function runClone(flags: CloneFlags, context: CliContext): Promise<void> {
  const game = required(flags.game, '--game', `a game (${GAME_LIST})`);
  const made = await clone(game, flags, context).catch((error: unknown) => {
    // The other process has said why.
    throw error instanceof PeopleUnreadable ? new CommandFailed(error.message, 1, { cause: error }) : error;
  });
  if (flags.json) printJson(context, made);
  else context.stdout.write(cloneReport(game.id, made));
}

function clone(game: AnyGame, flags: CloneFlags, context: CliContext): Promise<ModelOfPeople> {
  const { directory } = context;
  const { minutes = Infinity, out, data } = flags;
  const startedAt = context.seconds();
  return interruptible(context, { unit: 'passes', total: 200 }, (breathe) =>
    makeModelOfPeople({
      ...context,
      game,
      seed: flags.seed,
      agents: out === undefined ? agentPlaces(directory).agents : resolve(directory, out),
      ...(data !== undefined && { data: resolve(directory, data) }),
      simulated: flags.simulated ? 'taken-along' : 'left-out',
      command: commandOf(game, flags),
      async breathe({ epoch }) {
        // ctrl-C ends the learning and keeps what was best.
        const answer = await breathe(epoch);
        return context.seconds() - startedAt > 60 * minutes ? 'stop' : answer;
      },
    }),
  );
}

function commandOf(game: AnyGame, { seed, minutes, simulated }: CloneFlags): string {
  return [
    `${RUN} clone --game ${game.id} --seed ${seed}`,
    ...(minutes === undefined ? [] : [`--minutes ${minutes}`]),
    ...(simulated ? ['--simulated'] : []),
  ].join(' ');
}
