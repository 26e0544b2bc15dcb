import { examples, RUN, type AddCommand } from './command.ts';
import { GAME_LIST } from './options.ts';
import { delegate } from './serverCommand.ts';

export const addExport: AddCommand = (program, context) => {
  const command = program
    .command('export')
    .usage('--out DIR [--game G] [--since T] --format jsonl|csv|parquet')
    .description('write the research log as files for analysis')
    .addHelpText(
      'after',
      [
        '',
        'Flags:',
        '  --out DIR        where the files go',
        `  --game G         only episodes of this game (${GAME_LIST})`,
        '  --since T        only episodes that started at or after this time, e.g. 2026-01-31T12:00Z',
        '  --format F       jsonl (trajectories), csv or parquet (tidy tables)',
        examples(
          `${RUN} export --out export --format csv`,
          `${RUN} export --out export --game harvest --since 2026-01-31T12:00Z --format parquet`,
        ),
      ].join('\n'),
    );
  delegate(command, 'export', context);
};
