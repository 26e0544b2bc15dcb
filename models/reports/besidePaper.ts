import type { LeagueCell } from '../evaluation/leagueTable.ts';
import { fixed } from './figures.ts';
import { markdownTable } from './markdownTable.ts';
import type { PaperFigures } from './paperFigures.ts';

const DIGITS = 3;

type PaperLeague = NonNullable<PaperFigures['league']>;

/** The paper's whole league with our cells in it, and every cell that both have with the difference; empty without one. */
export function besidePaper(cells: readonly LeagueCell[], paper: PaperFigures['league']): readonly string[] {
  return paper === undefined ? [] : [...together(cells, paper), ...differences(cells, paper)];
}

/** Ours and theirs in one cell, in the paper's order. */
function together(cells: readonly LeagueCell[], { labels, means }: PaperLeague): readonly string[] {
  const ours = new Map(cells.map(({ row, column, mean }) => [`${row} ${column}`, mean]));
  const rows = labels.map((row, r) => [
    row,
    ...labels.map((column, c) => {
      const theirs = means[r]?.[c] ?? null;
      const own = ours.get(`${row} ${column}`);
      const text = own === undefined ? '-' : fixed(own, DIGITS);
      return theirs === null ? text : `${text} (${fixed(theirs, DIGITS)})`;
    }),
  ]);
  const known = new Set(cells.map(({ row }) => row));
  const missing = labels.filter((label) => !known.has(label));
  const lacking = missing.length === 0 ? '' : ` Not in ours: ${missing.join(', ')}.`;
  return [
    `The paper's whole league, ours and in brackets theirs.${lacking}`,
    markdownTable(headed(['', ...labels], 1), rows),
  ];
}

/** Of the cells that both have. */
function differences(cells: readonly LeagueCell[], paper: PaperLeague): readonly string[] {
  const rows = cells.flatMap((cell) => {
    const { row, column, mean, standardError } = cell;
    const reported = reportedIn(paper, cell);
    if (reported === undefined) return [];
    const { deviation } = reported;
    const difference = mean - reported.mean;
    const error = standardError === null ? '' : ` ± ${fixed(standardError, DIGITS)}`;
    const spread = deviation === null ? '' : ` (${fixed(deviation, DIGITS)})`;
    return [
      [
        row,
        column,
        `${fixed(mean, DIGITS)}${error}`,
        `${fixed(reported.mean, DIGITS)}${spread}`,
        signed(difference, DIGITS),
        deviation === null || deviation < LEAST_DEVIATION ? '' : signed(difference / deviation, 1),
      ],
    ];
  });
  if (rows.length === 0) return [];
  const titles = ['row', 'against', 'ours', 'the paper (std)', 'difference', 'in its std'];
  return ["Cell by cell, ours minus the paper's:", markdownTable(headed(titles, 2), rows)];
}

/** Below, two scripts met, or the same few games: no measure of anything. */
const LEAST_DEVIATION = 0.001;

function reportedIn({ labels, means, deviations }: PaperLeague, cell: LeagueCell) {
  const [r, c] = [labels.indexOf(cell.row), labels.indexOf(cell.column)];
  const mean = means[r]?.[c] ?? null;
  return mean === null ? undefined : { mean, deviation: deviations[r]?.[c] ?? null };
}

/** @param words how many of the first columns are words */
function headed(titles: readonly string[], words: number) {
  return titles.map((title, i) => ({ title, align: i < words ? ('left' as const) : ('right' as const) }));
}

function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return text.startsWith('-') ? text : `+${text}`;
}
