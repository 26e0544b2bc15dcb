import type { Aim } from './aims.ts';
import { fixed, rangeOf } from './figures.ts';
import type { GameResults } from './gameResults.ts';
import { askedFor, judgeMeasures, judgeTraining, type Judgement } from './judge.ts';
import { labelOf } from './labels.ts';
import { markdownTable } from './markdownTable.ts';
import { leagueMeasures, trainedMeasures } from './seedMeasures.ts';

/** What was asked for, what the paper has, what came out, and whether that is enough. */
export function aimsTable(results: GameResults): string {
  const columns = ['aim', 'asked for', 'the paper', 'after training', '', 'in the league', ''];
  const table = markdownTable(
    columns.map((title) => ({ title, align: 'left' })),
    results.aims.aims.map((aim) => aimRow(aim, results)),
  );
  return [table, ...remarks(results)].join('\n\n');
}

/** What the errors in the table do not cover. */
function remarks({ reports }: GameResults): readonly string[] {
  const errors = [...reports.values()].flatMap(({ seeds }) =>
    seeds.flatMap(({ measures }) => measures.find(({ name }) => name === 'self-play')?.standardError ?? []),
  );
  if (errors.length === 0) return [];
  return [
    `± is the standard error over seeds. After training all of them meet the same starts, whose luck is not in it: over games, a seed's own mean in self-play has an error of ${rangeOf(errors, 3)}.`,
  ];
}

function aimRow(aim: Aim, { reports, league, aims, paper }: GameResults): readonly string[] {
  const { name, algorithm } = aim;
  const report = reports.get(algorithm);
  const trained =
    report &&
    (judgeMeasures(aim, trainedMeasures(report), aims.seeds) ?? judgeTraining(aim, report, aims.seeds));
  const inLeague = league && judgeMeasures(aim, leagueMeasures(league, algorithm), aims.seeds);
  const reported = aim.kind === 'mean' ? paper.measures[algorithm]?.[aim.bound.measure] : undefined;
  return [
    `${labelOf(algorithm)}: ${name}`,
    askedFor(aim),
    reported === undefined ? '' : fixed(reported.mean, 3),
    ...cellsOf(trained, 'not run'),
    ...cellsOf(inLeague, ''),
  ];
}

function cellsOf(judgement: Judgement | undefined, without: string): readonly [string, string] {
  if (judgement === undefined) return [without, ''];
  const { found, verdict } = judgement;
  return [found, verdict === 'not met' ? '**not met**' : verdict];
}
