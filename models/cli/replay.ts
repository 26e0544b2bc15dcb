import { examples, RUN, type AddCommand } from './command.ts';
import { delegate } from './serverCommand.ts';

export const addReplay: AddCommand = (program, context) => {
  const command = program
    .command('replay')
    .usage('FILE|EPISODE_ID')
    .description('re-simulate logged episodes and verify every reward')
    .addHelpText(
      'after',
      examples(
        `${RUN} simulate --game ipd --seats 'scripted:random*2' --log run.jsonl`,
        `${RUN} replay run.jsonl`,
        '',
        'FILE holds a research log as JSON lines; an EPISODE_ID is looked up in the store of the server.',
        'Ends with 1 at a log that differs from what its seed and actions give, and says where it begins to.',
      ),
    );
  delegate(command, 'replay', context);
};
