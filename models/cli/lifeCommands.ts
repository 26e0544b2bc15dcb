import type { Command } from 'commander';
import type { AnyGame } from '../../shared/game.ts';
import { move, pin, rollBack, unpin } from '../../shared/lifecycle/changes.ts';
import { livesOf, stageOf, type RegistryState } from '../../shared/lifecycle/registryState.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { findCandidate } from '../checkpoints/findCandidate.ts';
import { checkRules, loadCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { examples, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { GAME_LIST, gameFlag, required } from './options.ts';
import { orUsageError } from './playerGroups.ts';
import {
  changeOrFail,
  dataOption,
  orFailed,
  reasonOf,
  registryPlaces,
  whoOption,
  whyOption,
  type ReasonFlags,
} from './registryPlaces.ts';

interface GameFlags extends ReasonFlags {
  readonly game?: AnyGame;
}

interface PromoteFlags extends ReasonFlags {
  readonly candidate?: string;
  readonly force?: true;
}

/** Stages from which a person may let an agent go live without further ado. */
const EXAMINED = ['shadow', 'canary', 'previous'];

export const addPromote: AddCommand = (program, context) => {
  withReason(program.command('promote'))
    .description('make an agent live by hand: rooms take it at their next episode')
    .option('--candidate <REF>', 'agent: and the first digits of its id, or another reference; required')
    .option('--force', 'also one that the gate has not let through its offline suite, or has refused')
    .addHelpText(
      'after',
      examples(
        `${RUN} promote --candidate agent:3f9c2ab71d04 --why 'won the league of May'`,
        '',
        'Whatever is said here, weights that are damaged or not finite never go live.',
      ),
    )
    .action((flags: PromoteFlags) => promote(flags, context));
};

export const addRollback: AddCommand = (program, context) => {
  forGame(program.command('rollback'))
    .description('take the live agent of a game back: the one before it is live again, and it is refused')
    .addHelpText(
      'after',
      examples(`${RUN} rollback --game ipd --why 'people complain that it never forgives'`),
    )
    .action(async (flags: GameFlags) => {
      const { id } = gameOf(flags);
      const reason = reasonOf(flags, context);
      const state = await changeOrFail(flags, context, (state) => rollBack(state, id, reason));
      context.stdout.write(`${liveLine(state, id)} The one before was taken back.\n`);
    });
};

export const addPin: AddCommand = (program, context) => {
  forGame(program.command('pin'))
    .description('keep the live agent of a game: nobody replaces it, neither the gate nor a person')
    .addHelpText('after', examples(`${RUN} pin --game coin --why 'a study runs until Friday'`))
    .action(async (flags: GameFlags) => {
      const { id } = gameOf(flags);
      const reason = reasonOf(flags, context);
      const state = await changeOrFail(flags, context, (state) => pin(state, id, reason));
      context.stdout.write(`${liveLine(state, id)} It is pinned.\n`);
    });
};

export const addUnpin: AddCommand = (program, context) => {
  forGame(program.command('unpin'))
    .description('let the live agent of a game be replaced again')
    .addHelpText('after', examples(`${RUN} unpin --game coin --why 'the study is over'`))
    .action(async (flags: GameFlags) => {
      const { id } = gameOf(flags);
      const reason = reasonOf(flags, context);
      const state = await changeOrFail(flags, context, (state) => unpin(state, id, reason));
      context.stdout.write(`${liveLine(state, id)} It may be replaced.\n`);
    });
};

async function promote(flags: PromoteFlags, context: CliContext): Promise<void> {
  const ref = required(flags.candidate, '--candidate', 'an agent, as agent:...');
  const reason = reasonOf(flags, context);
  const found = await orUsageError('--candidate', () => findCandidate(ref, registryPlaces(flags, context)));
  const { game, id } = found.meta;
  await orFailed(async () => {
    checkRules(found.meta, found.folder);
    await loadCheckpoint(found.folder);
  });
  const state = await changeOrFail(flags, context, (state) => {
    checkExamined(state, { game, agent: id }, flags.force);
    return move(state, { game, agent: id }, 'live', reason);
  });
  context.stdout.write(`${liveLine(state, game)} Rooms take it at their next episode.\n`);
}

/** @throws RangeError */
function checkExamined(
  state: RegistryState,
  { game, agent }: { readonly game: string; readonly agent: string },
  force: true | undefined,
): void {
  const lives = livesOf(state, game);
  const stage = stageOf(lives, agent);
  const waits = lives.candidates.some((life) => life.agent === agent && life.evidence !== null);
  if (force || EXAMINED.includes(stage) || waits || stage === 'live') return;
  throw new RangeError(
    `expected an agent that has passed the offline suite (see: gate run), got one that is ${stage === 'none' ? 'not known' : stage}; --force makes it live all the same`,
  );
}

function liveLine(state: RegistryState, game: string): string {
  const { live } = livesOf(state, game);
  return `Live in ${game}: ${live === null ? 'nobody' : `agent:${shortId(live.agent)}`}.`;
}

function forGame(command: Command): Command {
  return withReason(command).option('--game <G>', `the game (${GAME_LIST}); required`, gameFlag('--game'));
}

function withReason(command: Command): Command {
  return command.addOption(whyOption()).addOption(whoOption()).addOption(dataOption());
}

function gameOf({ game }: GameFlags): AnyGame {
  return required(game, '--game', `one of ${GAME_LIST}`);
}
