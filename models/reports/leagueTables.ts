import { leagueTable, type LeagueCell } from '../evaluation/leagueTable.ts';
import { heatMap } from '../plots/heatMap.ts';
import { besidePaper } from './besidePaper.ts';
import { fixed } from './figures.ts';
import type { GameResults } from './gameResults.ts';
import { labelOf } from './labels.ts';
import { familiesOf, matrixOf, type LeagueRecord } from './leagueRecord.ts';
import { markdownTable } from './markdownTable.ts';
import type { PaperFigures } from './paperFigures.ts';

const DIGITS = 3;

export interface LeagueFigures {
  readonly text: string;
  /** SVG: our matrix, and the paper's in the same colours if it is known. */
  readonly ours: string;
  readonly paper: string | undefined;
}

/** The league by families, and cell by cell how far it is from the paper's. */
export function leagueFigures(record: LeagueRecord, { paper }: GameResults, title: string): LeagueFigures {
  const families = familiesOf(record);
  const cells = leagueTable(families, matrixOf(record));
  const labels = families.map(({ label }) => label);
  const ends = endsOf(cells, paper.league);
  const rows = labels.map((row) => cells.filter((cell) => cell.row === row));
  const parts = [protocolOf(record), matrixTable(labels, rows), ...besidePaper(cells, paper.league)];
  return {
    text: parts.join('\n\n'),
    ours: heatMap({
      title: `${title}: our league`,
      caption: 'reward per step of the row against the column, and its standard error',
      rows: labels,
      columns: labels,
      values: rows.map((row) => row.map(({ mean }) => mean)),
      notes: rows.map((row) =>
        row.map(({ standardError }) => (standardError === null ? null : `± ${fixed(standardError, DIGITS)}`)),
      ),
      ...ends,
    }),
    paper: paper.league && paperMap(paper.league, ends),
  };
}

function protocolOf({ families, episodes, steps, seed, errors }: LeagueRecord): string {
  const count = families.reduce((sum, { players }) => sum + players.length, 0);
  const pairs = (count * (count + 1)) / 2;
  const sizes = families
    .filter(({ players }) => players.length > 1)
    .map(({ name, players }) => `${players.length} of ${labelOf(name)}`);
  const drawn = sizes.length === 0 ? '' : ` (${sizes.join(', ')})`;
  const luck = Math.max(0, ...errors.flat().filter((error) => error !== null));
  return [
    `${count} players${drawn}, ${pairs} pairs, each in ${episodes} games of ${steps} steps from the same starts (seed ${seed}).`,
    'What the row got per step against the column, ± its standard error: over players where there are several, else over games.',
    `All pairs met the same starts, so the luck of these is not in the errors over players; over games the error of a pair is at most ${fixed(luck, DIGITS)}.`,
  ].join(' ');
}

function matrixTable(labels: readonly string[], rows: readonly (readonly LeagueCell[])[]): string {
  const columns = ['', ...labels].map((title, i) => ({
    title,
    align: i === 0 ? ('left' as const) : ('right' as const),
  }));
  return markdownTable(
    columns,
    rows.map((row, i) => [labels[i] as string, ...row.map(cellText)]),
  );
}

function cellText({ mean, standardError }: LeagueCell): string {
  const error = standardError === null ? '' : ` ± ${fixed(standardError, DIGITS)}`;
  return `${fixed(mean, DIGITS)}${error}`;
}

/** One scale for both maps, or colours could not be compared. */
function endsOf(cells: readonly LeagueCell[], paper: PaperFigures['league']) {
  const ours = cells.map(({ mean }) => mean);
  const all = [...ours, ...(paper?.means.flat() ?? [])].filter((value) => value !== null);
  return { low: Math.min(...all), high: Math.max(...all) };
}

function paperMap(
  { title, caption, labels, means, deviations }: NonNullable<PaperFigures['league']>,
  ends: { readonly low: number; readonly high: number },
): string {
  return heatMap({
    title,
    caption,
    rows: labels,
    columns: labels,
    values: means,
    notes: deviations.map((row) =>
      row.map((value) => (value === null ? null : `sd ${fixed(value, DIGITS)}`)),
    ),
    ...ends,
  });
}
