import type { Command } from 'commander';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';

/**
 * Lets a command hand all that follows its name, --help included, to server/cli/SCRIPT.ts, which checks it,
 * and end with its exit code.
 */
export function delegate(command: Command, script: string, context: CliContext): Command {
  return command
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      // `bench --json server` means the same as `bench server --json`.
      const before = command.optsWithGlobals<{ json?: true }>().json ? ['--json'] : [];
      const args = [...before, ...command.args];
      const { exitCode } = await context.runServerScript(script, args, { stdout: 'inherited' });
      if (exitCode !== 0) throw new CommandFailed('', exitCode);
    });
}
