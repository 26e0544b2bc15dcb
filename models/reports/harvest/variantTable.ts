import { mean } from '../../evaluation/statistics.ts';
import { fixed, rangeOf } from '../figures.ts';
import { labelOf } from '../labels.ts';
import { markdownTable } from '../markdownTable.ts';
import { valuesOf } from '../seedMeasures.ts';
import { columnsOf } from '../seedTables.ts';
import type { SeedReport } from '../seedReport.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { seedsOf } from './harvestMeasures.ts';

/** Of Figure 8, and what the CPU profile was found to want. */
const BETAS = [0, 0.5, 1, 2, 3];
const BETA = 'beta-';

/** A row of an ablation. */
export interface Variant {
  /** Of its files. */
  readonly name: string;
  readonly label: string;
}

/** The weight of the others' advantage, from none on; what has a file of its own, else those that are compared. */
export function betaVariants({ reports, scenarios }: HarvestResults): readonly Variant[] {
  const own = [...new Set([...reports.keys(), ...scenarios.keys()])].filter((name) => name.startsWith(BETA));
  const all = new Set([...BETAS, ...own.map((name) => Number(name.slice(BETA.length)))]);
  return [...all]
    .toSorted((a, b) => a - b)
    .map((beta) => {
      const name = `${BETA}${beta}`;
      const label = String(beta);
      if (own.includes(name)) return { name, label };
      const compared = beta === 0 ? 'ppo' : 'proximal-advantage-alignment';
      const report = reports.get(compared);
      const isSame = beta === 0 || (report !== undefined && alignmentOf(report)?.beta === beta);
      return isSame ? { name: compared, label: `${label} (${labelOf(compared)})` } : { name, label };
    });
}

/** All others that have files: those that are compared, and whatever else was tried. */
export function weightVariants({ reports, scenarios }: HarvestResults): readonly Variant[] {
  const all = new Set<string>([...COMPARED, ...[...reports.keys(), ...scenarios.keys()].sort()]);
  return [...all].filter((name) => !name.startsWith(BETA)).map((name) => ({ name, label: labelOf(name) }));
}

const COLUMNS = [
  { measure: 'self-play: apples', title: 'apples', digits: 1 },
  { measure: 'self-play: bushes', title: 'bushes', digits: 1 },
  { measure: 'self-play: zaps', title: 'zaps', digits: 3 },
] as const;
const BESIDE = ['zappers', 'pacifists', 'greedy', 'zapping'];

/** How they were trained, what they reach alone, and what they and the others earn beside strangers. */
export function variantTable(
  { reports, scenarios }: HarvestResults,
  first: string,
  variants: readonly Variant[],
): string {
  const columns = columnsOf(first, [
    'beta',
    'goodwill',
    'seeds',
    'million decisions',
    ...COLUMNS.map(({ title }) => title),
    ...BESIDE,
  ]);
  const rows = variants.map(({ name, label }) => {
    const seeds = seedsOf(scenarios.get(name));
    const report = reports.get(name);
    if (report === undefined && seeds.length === 0) return [label, '', '', 'not run'];
    return [
      label,
      ...trainedAs(report),
      String(seeds.length),
      report
        ? rangeOf(
            report.seeds.map(({ agentSteps }) => agentSteps / 1e6),
            0,
          )
        : '-',
      ...COLUMNS.map(({ measure, digits }) => meanOf(valuesOf(seeds, measure), digits)),
      ...BESIDE.map((test) => {
        const focals = meanOf(valuesOf(seeds, test), 1);
        return focals === '-' ? focals : `${focals} (${meanOf(valuesOf(seeds, `${test}: others`), 1)})`;
      }),
    ];
  });
  return markdownTable(columns, rows);
}

function meanOf(values: readonly number[], digits: number): string {
  return values.length === 0 ? '-' : fixed(mean(values), digits);
}

/** Beta and goodwill, where the algorithm has them. */
function trainedAs(report: SeedReport | undefined): readonly [string, string] {
  const alignment = report && alignmentOf(report);
  if (alignment === undefined) return ['', ''];
  const isBenevolent = report?.algorithm === 'benevolent-advantage-alignment';
  return [String(alignment.beta), isBenevolent ? String(alignment.goodwill) : ''];
}

/** Undefined where nothing is aligned. */
function alignmentOf({
  algorithm,
  config,
}: SeedReport): { readonly beta: number; readonly goodwill: number } | undefined {
  if (!algorithm.endsWith('advantage-alignment')) return undefined;
  return config['alignment'] as { readonly beta: number; readonly goodwill: number };
}
