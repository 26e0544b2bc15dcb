import { mean, standardDeviation, standardError } from '../../evaluation/statistics.ts';
import { fixed, meanAndDeviation } from '../figures.ts';
import { labelOf } from '../labels.ts';
import { markdownTable } from '../markdownTable.ts';
import { valuesOf, type SeedMeasures } from '../seedMeasures.ts';
import { columnsOf, type MeasureColumn } from '../seedTables.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { harvestMeasures, seedsOf } from './harvestMeasures.ts';
import type { ScenarioReport } from './scenarioReport.ts';
import { SCENARIO_TESTS, SELF_PLAY } from './scenarioTests.ts';

const AMONG_OTHERS = SCENARIO_TESTS.filter(({ name }) => name !== SELF_PLAY);

/** Every test a row, every algorithm a column: what the focals earn, and what the others do. */
export function summaryOfTests({ scenarios }: HarvestResults): string {
  const columns = columnsOf(
    'focals (others)',
    COMPARED.map((algorithm) => labelOf(algorithm)),
  );
  const rows = SCENARIO_TESTS.map(({ name, title }) => [
    title,
    ...COMPARED.map((algorithm) => summaryCell(seedsOf(scenarios.get(algorithm)), name)),
  ]);
  return markdownTable(columns, rows);
}

function summaryCell(seeds: readonly SeedMeasures[], test: string): string {
  const values = valuesOf(seeds, test);
  if (values.length === 0) return '-';
  const error = standardError(values);
  const others = valuesOf(seeds, `${test}: others`);
  const beside = others.length === 0 ? '' : ` (${fixed(mean(others), 1)})`;
  return `${fixed(mean(values), 1)}${error === null ? '' : ` ± ${fixed(error, 1)}`}${beside}`;
}

/** Every seed of every algorithm, nothing left out. */
export function allTestedSeeds({ scenarios }: HarvestResults): string {
  const parts = COMPARED.flatMap((algorithm) => {
    const report = scenarios.get(algorithm);
    if (report === undefined) return [];
    const name = `**${labelOf(algorithm)}**`;
    return [
      `${name}, all seeds in self-play:`,
      seedsTable(report, ALONE),
      'Beside the background of the paper:',
      seedsTable(report, BESIDE),
      'Beside everybody, what the focals and the others earn:',
      othersTable(report),
    ];
  });
  return parts.length === 0 ? 'No seed has been evaluated.' : parts.join('\n\n');
}

const ALONE = [
  { measure: 'self-play', title: 'return', digits: 1 },
  { measure: 'self-play: apples', title: 'apples', digits: 1 },
  { measure: 'self-play: late', title: 'late apples', digits: 3 },
  { measure: 'self-play: bushes', title: 'bushes', digits: 2 },
  { measure: 'self-play: zaps', title: 'zaps', digits: 3 },
  { measure: 'self-play: equality', title: 'equality', digits: 2 },
  { measure: 'self-play: sustainability', title: 'sustainability', digits: 0 },
];

const BESIDE = ['zappers', 'pacifists'].flatMap((test) => [
  { measure: test, title: `beside ${test}`, digits: 2 },
  { measure: `${test}: others`, title: 'they earn', digits: 1 },
  { measure: `${test}: norm`, title: 'norm (paper)', digits: 2 },
  { measure: `${test}: own`, title: 'norm (own)', digits: 2 },
]);

/** Without the columns of what no seed was measured for. */
function seedsTable({ seeds }: ScenarioReport, columnsAsked: readonly MeasureColumn[]): string {
  const all = seeds.map(harvestMeasures);
  const measures = columnsAsked.filter(({ measure }) => valuesOf(all, measure).length > 0);
  const columns = columnsOf(
    'seed',
    measures.map(({ title }) => title),
  );
  const rows = seeds.map(({ seed }, i) => [
    String(seed),
    ...measures.map(({ measure, digits }) => numberOr(all[i]?.get(measure), digits)),
  ]);
  const means = measures.map(({ measure, digits }) => meanAndDeviation(valuesOf(all, measure), digits));
  return markdownTable(columns, [...rows, ['**mean (std)**', ...means]]);
}

/** Beside everybody: what the focals and the others earn. */
function othersTable({ seeds }: ScenarioReport): string {
  const all = seeds.map(harvestMeasures);
  const columns = columnsOf('focals / others', [...seeds.map(({ seed }) => String(seed)), '**mean (std)**']);
  const rows = AMONG_OTHERS.map(({ name, title }) => [
    title,
    ...all.map((measures) => pair(measures, name)),
    meanPair(all, name),
  ]);
  return markdownTable(columns, rows);
}

function pair(measures: SeedMeasures, test: string): string {
  const [focals, others] = [measures.get(test), measures.get(`${test}: others`)];
  return focals === undefined ? '-' : `${fixed(focals, 1)} / ${numberOr(others, 1)}`;
}

function meanPair(seeds: readonly SeedMeasures[], test: string): string {
  const focals = valuesOf(seeds, test);
  if (focals.length === 0) return '-';
  const spread = standardDeviation(focals);
  const others = valuesOf(seeds, `${test}: others`);
  return `${fixed(mean(focals), 1)}${spread === null ? '' : ` (${fixed(spread, 1)})`} / ${fixed(mean(others), 1)}`;
}

function numberOr(value: number | undefined, digits: number): string {
  return value === undefined ? '-' : fixed(value, digits);
}
