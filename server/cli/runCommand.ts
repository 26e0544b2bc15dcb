import { inspect } from 'node:util';
import { CommanderError, type Command } from 'commander';

/** Wrong usage: exit code 2. The message names the flag, what it takes and what came. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command was understood and did not succeed: exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** How examples in help texts start. */
export const RUN = 'npm run -s cli --';

/** The part of a help text that teaches.  @param lines one a line */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`.trimEnd())].join('\n');
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Runs a stand-alone command. What goes wrong becomes one message on stderr and the exit code: 1 failed, 2 wrong usage. */
export async function runCommand(command: Command, args = process.argv.slice(2)): Promise<void> {
  // A reader such as `head` that has seen enough is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  command.exitOverride().configureOutput({ outputError: () => undefined });
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = explain(error, command);
  }
}

function explain(error: unknown, command: Command): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError || error instanceof UsageError) {
    process.stderr.write(`wrong usage: ${error.message.replace(/^error: /, '')}\n`);
    process.stderr.write(`Try: ${RUN} ${command.name()} --help\n`);
    return 2;
  }
  const isExpected = error instanceof Error && EXPECTED.has(error.name);
  const message = error instanceof Error ? error.message : String(error);
  const advice = isExpected ? '' : ' (set DEBUG=1 to see where)';
  process.stderr.write(
    process.env['DEBUG'] === '1' ? `${inspect(error)}\n` : `failed: ${message}${advice}\n`,
  );
  return 1;
}

/** Failures that say all there is to say. */
const EXPECTED: ReadonlySet<string> = new Set([
  'CommandFailed',
  'ExportError',
  'LogFormatError',
  'StorageError',
]);
