import type { AddCommand } from './command.ts';
import { delegate } from './serverCommand.ts';

export const addExport: AddCommand = (program, context) => {
  const command = program
    .command('export')
    .usage('--out DIR [--game G] [--since T] --format jsonl|csv|parquet')
    .description('write the research log as files for analysis');
  delegate(command, 'export', context);
};
