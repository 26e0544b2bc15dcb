import { fixed, meanAndDeviation, rangeOf } from './figures.ts';
import type { GameResults } from './gameResults.ts';
import { algorithmsOfGame, inOrder, labelOf } from './labels.ts';
import { markdownTable, type MarkdownColumn } from './markdownTable.ts';
import type { PaperFigures } from './paperFigures.ts';
import { trainedMeasures, valuesOf } from './seedMeasures.ts';
import type { SeedReport, TrainedSeed } from './seedReport.ts';

/** A measure of the seed reports, as a column. */
export interface MeasureColumn {
  readonly measure: string;
  readonly title: string;
  readonly digits: number;
}

/** How each of these algorithms was trained; those that were not are there too. */
export function trainingTable(
  { reports }: Pick<GameResults, 'reports'>,
  algorithms: readonly string[],
): string {
  const columns = columnsOf('algorithm', [
    'config',
    'iterations',
    'million decisions',
    'seconds each',
    'ended',
  ]);
  return markdownTable(
    columns,
    algorithms.map((algorithm) => trainingRow(algorithm, reports.get(algorithm))),
  );
}

function trainingRow(algorithm: string, report: SeedReport | undefined): readonly string[] {
  const name = `${labelOf(algorithm)}, \`${algorithm}\``;
  if (report === undefined) return [name, '', '', '', '', 'not run'];
  const { seeds, configFile, configHash } = report;
  const config = configFile === null ? configHash : `[${configHash}](../${configFile})`;
  const iterations = seeds.map((seed) => seed.iterations);
  const decisions = seeds.map(({ agentSteps }) => agentSteps / 1e6);
  const finished = seeds.filter(({ kind }) => kind === 'finished').length;
  return [
    name,
    config,
    rangeOf(iterations, 0),
    rangeOf(decisions, 1),
    secondsText(seeds),
    `${finished} of ${seeds.length} seeds`,
  ];
}

/** The clock also runs while other work has the machine. */
function secondsText(seeds: readonly TrainedSeed[]): string {
  const byClock = seeds.flatMap(({ seconds }) => seconds ?? []);
  const byProcessor = seeds.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
  const texts = [
    byProcessor.length === 0 ? [] : `${rangeOf(byProcessor, 0)} of processor`,
    byClock.length === 0 ? [] : `${rangeOf(byClock, 0)} by the clock`,
  ];
  return texts.flat().join(', ') || '-';
}

/** Means and standard deviations over seeds, an algorithm a row. */
export function summaryTable(results: GameResults, measures: readonly MeasureColumn[]): string {
  const { reports, paper } = results;
  const rows = algorithmsIn(results).flatMap((algorithm) => {
    const report = reports.get(algorithm);
    const name = labelOf(algorithm);
    if (report === undefined) return [[name, 'not run'], ...paperRows(algorithm, paper, measures)];
    return [
      [`**${name}**`, String(trainedMeasures(report).length), ...meansOf(report, measures)],
      ...paperRows(algorithm, paper, measures),
    ];
  });
  return markdownTable(
    columnsOf('mean (std) over seeds', ['seeds', ...measures.map(({ title }) => title)]),
    rows,
  );
}

/** Of the algorithms that have one of these measures; undefined if none has. */
export function measuredTable(
  { reports }: Pick<GameResults, 'reports'>,
  measures: readonly MeasureColumn[],
): string | undefined {
  const rows = [...reports].flatMap(([algorithm, report]) => {
    const seeds = trainedMeasures(report).filter((seed) => measures.some(({ measure }) => seed.has(measure)));
    return seeds.length === 0
      ? []
      : [[`**${labelOf(algorithm)}**`, String(seeds.length), ...meansOf(report, measures)]];
  });
  const titles = ['seeds', ...measures.map(({ title }) => title)];
  return rows.length === 0 ? undefined : markdownTable(columnsOf('mean (std) over seeds', titles), rows);
}

function paperRows(
  algorithm: string,
  { measures: reported }: PaperFigures,
  measures: readonly MeasureColumn[],
): readonly (readonly string[])[] {
  const figures = reported[algorithm];
  if (figures === undefined) return [];
  const cells = measures.map(({ measure, digits }) => {
    const figure = figures[measure];
    if (figure === undefined) return '';
    const { mean, standardDeviation } = figure;
    return `${fixed(mean, digits)}${standardDeviation === null ? '' : ` (${fixed(standardDeviation, digits)})`}`;
  });
  return [['the paper', '', ...cells]];
}

/** Every seed of every algorithm that was trained; nothing is left out. */
export function allSeeds({ reports }: GameResults, measures: readonly MeasureColumn[]): string {
  const parts = [...reports].map(([algorithm, report]) =>
    [`**${labelOf(algorithm)}**, all seeds:`, seedTable(report, measures)].join('\n\n'),
  );
  return parts.length === 0 ? 'No seed has been trained.' : parts.join('\n\n');
}

function seedTable(report: SeedReport, measures: readonly MeasureColumn[]): string {
  const rows = report.seeds.map((seed) => [nameOf(seed), ...seedCells(seed, measures)]);
  const mean = ['**mean (std)**', ...meansOf(report, measures)];
  return markdownTable(
    columnsOf(
      'seed',
      measures.map(({ title }) => title),
    ),
    [...rows, mean],
  );
}

function nameOf({ seed, kind, iterations }: TrainedSeed): string {
  return kind === 'finished' ? String(seed) : `${seed}, ${kind} after ${iterations} iterations`;
}

function seedCells({ measures: measured }: TrainedSeed, measures: readonly MeasureColumn[]) {
  return measures.map(({ measure, digits }) => {
    const found = measured.find(({ name }) => name === measure);
    return found === undefined ? '-' : fixed(found.mean, digits);
  });
}

function meansOf(report: SeedReport, measures: readonly MeasureColumn[]): readonly string[] {
  const seeds = trainedMeasures(report);
  return measures.map(({ measure, digits }) => meanAndDeviation(valuesOf(seeds, measure), digits));
}

/** All of a game, also those that were not run. */
export function algorithmsIn({ game, reports }: GameResults): readonly string[] {
  return inOrder([...algorithmsOfGame(game), ...reports.keys()]);
}

/** The first to the left, numbers to the right. */
export function columnsOf(first: string, others: readonly string[]): readonly MarkdownColumn[] {
  return [first, ...others].map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' }));
}
