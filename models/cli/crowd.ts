import type { AddCommand } from './command.ts';
import { delegate } from './serverCommand.ts';

export const addCrowd: AddCommand = (program, context) => {
  const command = program
    .command('crowd')
    .usage('--people 50 --style mixed [--url URL] [--minutes M] [--seed S] [--json]')
    .description('simulated people who play at a running server, to try it with');
  delegate(command, 'crowd', context);
};
