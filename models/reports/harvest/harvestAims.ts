import type { Aim } from '../aims.ts';
import { fixed } from '../figures.ts';
import { askedFor, judgeMeasures, judgeTraining } from '../judge.ts';
import { labelOf } from '../labels.ts';
import { markdownTable } from '../markdownTable.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { seedsOf } from './harvestMeasures.ts';

const DIGITS = 2;

/**
 * What was asked for, what the paper has, what came out, and whether that is enough: an aim a row, whoever it is for. What
 * is asked of several stands there of everybody, without a verdict of those of whom it is not asked.
 */
export function harvestAims(results: HarvestResults): string {
  const rows = Map.groupBy(results.aims.aims, (aim) => `${aim.name} ${askedFor(aim)}`);
  return markdownTable(
    ['aim', 'asked for', 'the paper', ...COMPARED.map((algorithm) => labelOf(algorithm))].map((title) => ({
      title,
      align: 'left',
    })),
    [...rows.values()].map((aims) => aimRow(aims, results)),
  );
}

function aimRow(aims: readonly Aim[], results: HarvestResults): readonly string[] {
  const [first] = aims as readonly [Aim];
  return [
    first.name,
    askedFor(first),
    reported(first, results),
    ...COMPARED.map((algorithm) => {
      const isAsked = aims.some((aim) => aim.algorithm === algorithm);
      return isAsked || aims.length > 1 ? found({ ...first, algorithm }, results, isAsked) : '';
    }),
  ];
}

function reported({ kind, algorithm, ...aim }: Aim, { paper }: HarvestResults): string {
  if (kind !== 'mean' || !('bound' in aim)) return '';
  const figure = paper.measures[algorithm]?.[aim.bound.measure];
  return figure === undefined ? '' : fixed(figure.mean, DIGITS);
}

function found(aim: Aim, { reports, scenarios, aims }: HarvestResults, isAsked: boolean): string {
  const report = reports.get(aim.algorithm);
  const judged =
    judgeMeasures(aim, seedsOf(scenarios.get(aim.algorithm)), aims.seeds, DIGITS) ??
    (report && judgeTraining(aim, report, aims.seeds));
  if (judged === undefined) return isAsked ? 'not run' : '';
  if (!isAsked) return judged.found;
  return `${judged.found}: ${judged.verdict === 'not met' ? '**not met**' : judged.verdict}`;
}
