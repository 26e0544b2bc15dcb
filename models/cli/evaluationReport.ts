import type { Seed } from '../../shared/random.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import type { BothSides } from '../evaluation/harvestSummary.ts';
import type { ScenarioSummary } from '../evaluation/scenarioSummary.ts';
import type { Scenario } from '../evaluation/scenarios/scenario.ts';
import { mean, standardDeviation } from '../evaluation/statistics.ts';
import type { Choosing } from '../policies/policy.ts';
import type { GroupResult } from './evaluationJobs.ts';
import { table, type Column } from './table.ts';

/** A figure of a summary, in one column of a table. */
interface Figure {
  readonly title: string;
  readonly digits: number;
  readonly of: (summary: ScenarioSummary) => Estimate | number | null;
}

const FIGURES: readonly Figure[] = [
  { title: 'focals earn', digits: 2, of: ({ focalReturn }) => focalReturn },
  { title: 'background earns', digits: 2, of: ({ backgroundReturn }) => backgroundReturn },
  { title: 'norm (paper)', digits: 2, of: ({ normalised }) => normalised.paper },
  { title: 'norm (own)', digits: 2, of: ({ normalised }) => normalised.own },
  { title: 'equality', digits: 2, of: ({ equality }) => equality && equality.mean },
  { title: 'sustainability', digits: 0, of: ({ sustainability }) => sustainability && sustainability.mean },
];

const side = (sides: BothSides | undefined, which: 'focal' | 'background'): number | null =>
  sides?.[which]?.mean ?? null;

const HARVEST_FIGURES: readonly Figure[] = [
  { title: 'first 1000', digits: 1, of: ({ harvest }) => side(harvest?.firstApples, 'focal') },
  { title: 'their background', digits: 1, of: ({ harvest }) => side(harvest?.firstApples, 'background') },
  { title: 'late apples', digits: 4, of: ({ harvest }) => side(harvest?.lateApples, 'focal') },
  { title: 'bushes at 500', digits: 2, of: ({ harvest }) => harvest && harvest.bushesAlive.at500.mean },
  { title: 'at 1000', digits: 2, of: ({ harvest }) => harvest && harvest.bushesAlive.at1000.mean },
  { title: 'at the end', digits: 2, of: ({ harvest }) => harvest && harvest.bushesAlive.atEnd.mean },
  { title: 'zaps', digits: 4, of: ({ harvest }) => side(harvest?.zaps, 'focal') },
  { title: 'their background', digits: 4, of: ({ harvest }) => side(harvest?.zaps, 'background') },
  { title: 'peace', digits: 2, of: ({ harvest }) => harvest && harvest.peace.mean },
];

/** What `evaluate` prints, for people and for programs. */
export function evaluationReport(
  results: readonly GroupResult[],
  { seed, choosing }: { readonly seed: Seed; readonly choosing: Choosing },
  seconds: number,
): { readonly text: string; readonly json: unknown } {
  const json = {
    seed,
    choosing,
    seconds,
    results: results.map(({ scenario, label, summaries }) => ({
      scenario: scenario.id,
      label,
      params: scenario.params,
      players: summaries,
      overPlayers: summaries.length < 2 ? null : overPlayers(summaries),
    })),
  };
  const ofHarvest = results.filter(({ scenario }) => scenario.game === 'harvest');
  const parts = [
    `seed ${seed}, ${seconds.toFixed(1)} s${choosing === 'likeliest' ? ', the likeliest action of agents' : ''}; per seat and episode, mean +- standard error over episodes\n`,
    figureTable(results, FIGURES),
    ...(ofHarvest.length === 0
      ? []
      : [
          'Harvest: apples per seat in the first 1000 steps; per step and seat in the last quarter of these; bushes\n' +
            'alive; zaps per step and seat over the episode; players on the board (peace)\n',
          figureTable(ofHarvest, HARVEST_FIGURES),
        ]),
  ];
  return { text: parts.join('\n'), json };
}

/** One line per scenario: what `evaluate --list` prints. */
export function scenarioList(scenarios: readonly Scenario[]): string {
  const focals = ({ focal }: Scenario): string => {
    if (focal === 'all') return 'all';
    return 'drawn' in focal ? `${focal.drawn} drawn` : focal.seats.join(' ');
  };
  return table(
    ['scenario', 'focal seats', 'the rest', 'what it finds out'].map((title) => ({ title, align: 'left' })),
    scenarios.map((scenario) => [
      scenario.id,
      focals(scenario),
      scenario.focal === 'all' ? '-' : scenario.background.join(' or ') || '--background',
      scenario.summary,
    ]),
  );
}

function figureTable(results: readonly GroupResult[], figures: readonly Figure[]): string {
  const columns: Column[] = [
    { title: 'scenario', align: 'left' },
    { title: 'focal', align: 'left' },
    { title: 'episodes', align: 'right' },
    ...figures.map(({ title }): Column => ({ title, align: 'right' })),
  ];
  const rows = results.flatMap(({ scenario, label, summaries }) => [
    ...summaries.map((summary) => [
      scenario.id,
      summary.focal.ref,
      String(summary.episodes),
      ...figures.map((figure) => cell(figure.of(summary), figure.digits)),
    ]),
    ...(summaries.length < 2
      ? []
      : [[scenario.id, `${label}: mean (sd)`, '', ...figures.map((figure) => groupCell(figure, summaries))]]),
  ]);
  return table(columns, rows);
}

function cell(value: Estimate | number | null, digits: number): string {
  if (value === null) return '-';
  if (typeof value === 'number') return value.toFixed(digits);
  const error = value.standardError === null ? '' : ` +- ${value.standardError.toFixed(digits)}`;
  return `${value.mean.toFixed(digits)}${error}`;
}

function groupCell({ of, digits }: Figure, summaries: readonly ScenarioSummary[]): string {
  const spread = spreadOf(summaries.map(of));
  return spread === null
    ? '-'
    : `${spread.mean.toFixed(digits)} (${spread.standardDeviation.toFixed(digits)})`;
}

/** The main figures over the players of a group, e.g. seeds. */
function overPlayers(summaries: readonly ScenarioSummary[]) {
  const over = (of: Figure['of']) => spreadOf(summaries.map(of));
  return {
    focalReturn: over(({ focalReturn }) => focalReturn),
    backgroundReturn: over(({ backgroundReturn }) => backgroundReturn),
    normalisedPaper: over(({ normalised }) => normalised.paper),
    normalisedOwn: over(({ normalised }) => normalised.own),
    firstApples: over(({ harvest }) => side(harvest?.firstApples, 'focal')),
    lateApples: over(({ harvest }) => side(harvest?.lateApples, 'focal')),
    bushesAt1000: over(({ harvest }) => harvest && harvest.bushesAlive.at1000),
    zaps: over(({ harvest }) => side(harvest?.zaps, 'focal')),
  };
}

/** Over players; null unless all have a value. */
function spreadOf(values: readonly (Estimate | number | null)[]) {
  const numbers = values.map((value) => (typeof value === 'object' ? (value?.mean ?? null) : value));
  if (numbers.some((value) => value === null)) return null;
  const all = numbers as readonly number[];
  return { mean: mean(all), standardDeviation: standardDeviation(all) ?? 0 };
}
