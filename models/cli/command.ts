import type { Command } from 'commander';
import type { CliContext } from './context.ts';

/** Adds one command to the program. Each file beside this one that is named after a command exports one. */
export type AddCommand = (program: Command, context: CliContext) => void;

/** How examples in help texts start. */
export const RUN = 'npm run -s cli --';

/** The part of a help text that teaches. @param lines examples and remarks, one a line */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`.trimEnd())].join('\n');
}

export function printJson(context: CliContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
