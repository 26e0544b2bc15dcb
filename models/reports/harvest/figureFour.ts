import { mean, standardError } from '../../evaluation/statistics.ts';
import { normalise } from '../../evaluation/measures/normalise.ts';
import { readAnchors } from '../../evaluation/scenarios/anchors.ts';
import { scenarioById } from '../../evaluation/scenarios/registry.ts';
import { fixed } from '../figures.ts';
import { labelOf } from '../labels.ts';
import { markdownTable } from '../markdownTable.ts';
import { valuesOf, type SeedMeasures } from '../seedMeasures.ts';
import { columnsOf } from '../seedTables.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { harvestMeasures } from './harvestMeasures.ts';
import type { ScenarioReport } from './scenarioReport.ts';

const COLUMNS = [
  { measure: 'zappers', title: 'beside zappers', digits: 2 },
  { measure: 'zappers: norm', title: 'norm', digits: 2 },
  { measure: 'zappers: others', title: 'they earn', digits: 1 },
  { measure: 'pacifists', title: 'beside pacifists', digits: 2 },
  { measure: 'pacifists: norm', title: 'norm', digits: 2 },
  { measure: 'pacifists: others', title: 'they earn', digits: 1 },
  { measure: 'norm', title: 'mean norm', digits: 2 },
] as const;

/** Means over our seeds and our best, all rows of the paper's Figure 4, and our own anchors. */
export function figureFour({ scenarios, paper }: HarvestResults): string {
  const columns = columnsOf(
    'agents',
    COLUMNS.map(({ title }) => title),
  );
  const ours = COMPARED.flatMap((algorithm) => rowsOf(labelOf(algorithm), scenarios.get(algorithm)));
  const theirs = Object.entries(paper.measures).map(([algorithm, measures]) => [
    `the paper: ${paper.names[algorithm] ?? labelOf(algorithm)}`,
    ...COLUMNS.map(({ measure, digits }) => {
      const figure = measures[measure];
      return figure === undefined ? '' : fixed(figure.mean, digits);
    }),
  ]);
  return markdownTable(columns, [...ours, ...theirs, ...anchorRows()]);
}

function rowsOf(label: string, report: ScenarioReport | undefined): readonly (readonly string[])[] {
  if (report === undefined) return [[label, 'not run']];
  const seeds = report.seeds.map((seed) => ({ seed: seed.seed, measures: harvestMeasures(seed) }));
  const all = seeds.map(({ measures }) => measures);
  const average = [
    `**${label}**, mean of ${seeds.length}`,
    ...COLUMNS.map((column) => meanCell(all, column)),
  ];
  const ranked = seeds.filter(({ measures }) => measures.has('norm'));
  const best = ranked.toSorted((a, b) => scoreOf(b.measures) - scoreOf(a.measures))[0];
  if (best === undefined) return [average];
  return [average, [`${label}, best seed (${best.seed})`, ...COLUMNS.map((one) => cell(best.measures, one))]];
}

function scoreOf(measures: SeedMeasures): number {
  return measures.get('norm') as number;
}

interface Column {
  readonly measure: string;
  readonly digits: number;
}

function meanCell(seeds: readonly SeedMeasures[], { measure, digits }: Column): string {
  const values = valuesOf(seeds, measure);
  if (values.length === 0) return '-';
  const error = standardError(values);
  return `${fixed(mean(values), digits)}${error === null ? '' : ` ± ${fixed(error, digits)}`}`;
}

function cell(measures: SeedMeasures, { measure, digits }: Column): string {
  const value = measures.get(measure);
  return value === undefined ? '-' : fixed(value, digits);
}

/** Focals that act at random, and focals that take whatever they see, beside our background. */
function anchorRows(): readonly (readonly string[])[] {
  const { anchors } = readAnchors();
  return (['random', 'exploiter'] as const).map((kind) => {
    const measures = new Map<string, number>();
    for (const test of ['zappers', 'pacifists']) {
      const scenario = scenarioById(`harvest/${test}`);
      const raw = anchors[scenario.id]?.[kind].mean;
      if (raw === undefined || scenario.paper === undefined) continue;
      measures.set(test, raw).set(`${test}: norm`, normalise(raw, scenario.paper));
    }
    const name = kind === 'random' ? 'ours: random' : 'ours: racing, what all see';
    return [name, ...COLUMNS.map((column) => (measures.has(column.measure) ? cell(measures, column) : ''))];
  });
}
