import { inspect } from 'node:util';
import { Command, CommanderError, Help, type Option } from 'commander';
import { examples, RUN } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';

/** 0 fine, 1 failed, 2 wrong usage; other codes are passed through from processes that a command started. */
export type ExitCode = number;

/** Runs one command line. Never throws: what goes wrong becomes one message on stderr and an exit code. */
export async function runCli(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const program = buildProgram(context);
  try {
    await program.parseAsync(wordsFor(program, args), { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error, { args, program, context });
  }
}

/**
 * `help COMMAND` becomes `COMMAND --help`, also where another process knows the help text; and a flag behind an
 * unknown command must not turn the refusal into a help page.
 */
function wordsFor(program: Command, args: readonly string[]): readonly string[] {
  const words = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  const first = words[0];
  const isUnknown =
    first !== undefined && !first.startsWith('-') && calledCommand(program, words) === program;
  return isUnknown ? [first] : words;
}

function buildProgram(context: CliContext): Command {
  const program = new Command('commonground')
    .description('Social dilemmas between people, scripts and agents: play, simulate, replay, measure.')
    .version(context.codeVersion)
    .exitOverride()
    .configureHelp({ optionDescription })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // `explain` writes errors, so that they all look alike.
      outputError: () => undefined,
    })
    .addHelpText(
      'after',
      examples(
        `${RUN} games`,
        `${RUN} players --game ipd`,
        `${RUN} simulate --game ipd --seats scripted:tit-for-tat,scripted:always-cooperate`,
        `${RUN} help simulate`,
        '',
        'Ends with 0 if all went well, 1 if it failed, 2 if the command line was wrong.',
      ),
    );
  for (const add of COMMANDS) add(program, context);
  return program;
}

/** As commander has it, but for lists that are empty unless something is given: there is nothing to say of that. */
function optionDescription(option: Option): string {
  const isEmptyList = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
  return isEmptyList ? option.description : new Help().optionDescription(option);
}

interface Situation {
  readonly args: readonly string[];
  readonly program: Command;
  readonly context: CliContext;
}

function explain(error: unknown, { args, program, context }: Situation): ExitCode {
  if (error instanceof CommandFailed) {
    if (error.message !== '') context.stderr.write(`failed: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError && error.code === 'commander.help') return 2;
  const command = calledCommand(program, args);
  if (error instanceof CommanderError || error instanceof UsageError) {
    const message = error.message.replace(/^error: /, '');
    context.stderr.write(`wrong usage: ${message}${flagHelp(error, command)}\n`);
    context.stderr.write(`Try: ${RUN} ${[...pathOf(command), '--help'].join(' ')}\n`);
    return 2;
  }
  context.stderr.write(`failed: ${crashMessage(error)}\n`);
  return 1;
}

/** The innermost command that the command line names. */
function calledCommand(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const word of args) {
    const inner = command.commands.find((candidate) => candidate.name() === word);
    if (inner === undefined) break;
    command = inner;
  }
  return command;
}

function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

/** Commander names a flag that lacks its value, but not what the value should have been. */
function flagHelp(error: unknown, command: Command): string {
  if (!(error instanceof CommanderError) || error.code !== 'commander.optionMissingArgument') return '';
  const option = command.options.find(({ flags }) => error.message.includes(`'${flags}'`));
  return option === undefined ? '' : `\n  ${option.flags}: ${option.description}`;
}

function crashMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env['DEBUG'] === '1') return inspect(error);
  return `${error.message} (set DEBUG=1 to see where)`;
}
