import type { AddCommand } from './command.ts';
import { delegate } from './serverCommand.ts';

export const addReplay: AddCommand = (program, context) => {
  const command = program
    .command('replay')
    .usage('FILE|EPISODE_ID')
    .description('re-simulate logged episodes and verify every reward');
  delegate(command, 'replay', context);
};
