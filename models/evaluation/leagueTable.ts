import type { LeagueMatrix } from './leagueMatrix.ts';
import { mean, standardDeviation } from './statistics.ts';

/** Players that count as one, by their references. */
export interface LeagueFamily {
  readonly label: string;
  readonly refs: readonly string[];
}

/** What the row's players got per step against the column's; the other side of the same games is the mirrored cell. */
export interface LeagueCell {
  readonly row: string;
  readonly column: string;
  /**
   * Plain mean over pairs of players. In a family's cell with itself every player meets itself too, and both sides
   * count: of its games with itself there are two, the same (as in the reference league of LOQA).
   */
  readonly mean: number;
  /** Over the same pairs; null for a single pair. */
  readonly standardDeviation: number | null;
  /** Of the mean: over players, see `errorOverPlayers`; for a single pair over episodes. */
  readonly standardError: number | null;
  /** Distinct pairs of players. */
  readonly pairs: number;
}

/**
 * @returns one cell per ordered pair of families, row by row
 * @throws RangeError if a family has a player that is not in the matrix
 */
export function leagueTable(families: readonly LeagueFamily[], matrix: LeagueMatrix): readonly LeagueCell[] {
  const placesOf = ({ refs }: LeagueFamily) => refs.map((ref) => placeOf(ref, matrix));
  return families.flatMap((row) =>
    families.map((column) => cellOf(row, column, { matrix, rows: placesOf(row), columns: placesOf(column) })),
  );
}

interface Block {
  readonly matrix: LeagueMatrix;
  /** Places of the players in the matrix. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function cellOf(row: LeagueFamily, column: LeagueFamily, block: Block): LeagueCell {
  const { rows, columns, matrix } = block;
  const [r, c] = [rows[0] as number, columns[0] as number];
  const isOwn = row.label === column.label;
  const isSingle = rows.length === 1 && columns.length === 1;
  const values = rows.flatMap((i) =>
    columns.flatMap((j) => {
      const value = matrix.means[i]?.[j] as number;
      return i === j ? [value, value] : [value];
    }),
  );
  return {
    row: row.label,
    column: column.label,
    mean: mean(values),
    standardDeviation: isSingle ? null : standardDeviation(values),
    standardError: isSingle ? (matrix.errors[r]?.[c] as number | null) : errorOverPlayers(block, isOwn),
    pairs: isOwn ? (rows.length * (rows.length + 1)) / 2 : rows.length * columns.length,
  };
}

/**
 * Standard error of a block's mean where the players are what was drawn: pairs that share a player are not
 * independent, so the error shrinks with the number of players, not of pairs. Between two families the squared
 * errors of the row players' means and of the column players' means add up (noise that belongs to a pair counts in
 * both: on the safe side). In a family's own cell a player is in its row and in its column.
 */
function errorOverPlayers({ matrix, rows, columns }: Block, isOwn: boolean): number | null {
  const byRow = rows.map((i) => mean(columns.map((j) => matrix.means[i]?.[j] as number)));
  const byColumn = columns.map((j) => mean(rows.map((i) => matrix.means[i]?.[j] as number)));
  const squares = isOwn
    ? [squaredError(byRow.map((value, k) => value + (byColumn[k] as number)))]
    : [squaredError(byRow), squaredError(byColumn)];
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** Of the mean; 0 for a single value: it was not drawn from several. */
function squaredError(values: readonly number[]): number {
  return (standardDeviation(values) ?? 0) ** 2 / values.length;
}

function placeOf(ref: string, { refs }: LeagueMatrix): number {
  const place = refs.indexOf(ref);
  if (place >= 0) return place;
  throw new RangeError(`expected a player of the league (${refs.join(', ')}), got ${ref}`);
}
