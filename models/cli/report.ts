import { resolve } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import { peopleReport } from '../people/peopleReport.ts';
import { PeopleUnreadable } from '../people/readPeople.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { GAME_LIST, gameFlag } from './options.ts';
import { reportText } from './reportText.ts';
import { writeFile } from './writeFile.ts';

interface ReportFlags {
  readonly game?: AnyGame;
  readonly data?: string;
  readonly simulated?: true;
  readonly svg?: string;
  readonly json?: true;
}

export const addReport: AddCommand = (program, context) => {
  program
    .command('report')
    .description('how people treat agents: the Human exploitation index of every agent version, from the log')
    .option('--game <G>', `only this game (${GAME_LIST})`, gameFlag('--game'))
    .option('--data <DIR>', 'data folder of the server (left out: the one that the server takes)')
    .option('--simulated', 'take programs along that played people (crowd); standing exploiters never are')
    .option('--svg <FILE>', 'also draw the index')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} report`,
        `${RUN} report --game ipd --svg people.svg`,
        `${RUN} report --simulated --json`,
        '',
        'Reads ended episodes all of whose people have agreed to the use of their decisions, and no others.',
        'What standing exploiters gain says standing; they are no people, and left out here.',
        'docs/live.md says what the figures mean; beside agents stand other programs, and people among themselves.',
      ),
    )
    .action((flags: ReportFlags) => runReport(flags, context));
};

async function runReport(
  { game, data, simulated, svg, json }: ReportFlags,
  context: CliContext,
): Promise<void> {
  const report = await peopleReport({
    runServerScript: context.runServerScript,
    ...(game && { game: game.id }),
    ...(data !== undefined && { data: resolve(context.directory, data) }),
    simulated: simulated ? 'taken-along' : 'left-out',
  }).catch((error: unknown) => {
    // The other process has said why.
    throw error instanceof PeopleUnreadable ? new CommandFailed(error.message, 1, { cause: error }) : error;
  });
  if (json) printJson(context, report);
  else context.stdout.write(reportText(report));
  if (svg === undefined) return;
  if (report.indices.length === 0) {
    context.stderr.write(`${svg}: not drawn, for there is nothing to draw yet\n`);
    return;
  }
  // The charts take a third of a second to load.
  const { reportSvg } = await import('./reportSvg.ts');
  writeFile(resolve(context.directory, svg), reportSvg(report.indices));
}
