import type { LeagueGroup, Match } from './league.ts';
import { mean, standardDeviation, standardError } from './statistics.ts';

/** What the row's players got per step against the column's; the other side of the same games is the mirrored cell. */
export interface LeagueCell {
  readonly row: string;
  readonly column: string;
  /** Plain mean over pairs of players; in a group's cell with itself a player meets itself too, and both sides count. */
  readonly mean: number;
  /** Over pairs (and sides); null for a single pair. */
  readonly standardDeviation: number | null;
  /** Of the mean: over episodes for a single pair, else over pairs as if those that share a player were independent. */
  readonly standardError: number | null;
  /** Distinct pairs of players. */
  readonly pairs: number;
}

/** @returns one cell per ordered pair of groups, row by row */
export function leagueTable(
  groups: readonly LeagueGroup[],
  matches: readonly Match[],
): readonly LeagueCell[] {
  return groups.flatMap((row) => groups.map((column) => cellOf(row, column, matches)));
}

function cellOf(row: LeagueGroup, column: LeagueGroup, matches: readonly Match[]): LeagueCell {
  const rowRefs = new Set(row.players.map(({ ref }) => ref));
  const columnRefs = new Set(column.players.map(({ ref }) => ref));
  const found = matches.flatMap(({ refs, rewards }) => {
    // In a cell of a group with itself both hold, and both sides are the row's.
    const sides = [0, 1].filter(
      (side) => rowRefs.has(refs[side] as string) && columnRefs.has(refs[1 - side] as string),
    );
    return sides.length === 0 ? [] : [sides.map((side) => rewards[side] as readonly number[])];
  });
  const values = found.flat().map(mean);
  const [only] = found;
  return {
    row: row.label,
    column: column.label,
    mean: mean(values),
    standardDeviation: found.length === 1 ? null : standardDeviation(values),
    standardError:
      found.length === 1
        ? standardError(meanOfSides(only as readonly (readonly number[])[]))
        : standardError(found.map((sides) => mean(sides.map(mean)))),
    pairs: found.length,
  };
}

/** [episode] */
function meanOfSides(sides: readonly (readonly number[])[]): readonly number[] {
  return (sides[0] as readonly number[]).map((_, i) => mean(sides.map((side) => side[i] as number)));
}
