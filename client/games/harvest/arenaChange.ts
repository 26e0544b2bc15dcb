import { APPLE, FLOOR, GRASS } from '../../../shared/games/harvest/geometry.ts';
import type { ArenaMoment, Walker } from './arenaPicture.ts';
import { carry, STILL, type EgoMotion } from './egoMotion.ts';

/** How a walker gets from the moment before to this one, in cells of this one. */
export interface WalkerChange {
  readonly colour: number;
  readonly fromColumn: number;
  readonly fromRow: number;
  readonly column: number;
  readonly row: number;
  /** Quarter turns; not reduced, so that a turn goes the short way. */
  readonly fromFacing: number;
  readonly facing: number;
  readonly kind: 'stays' | 'comes' | 'goes';
}

/** What differs between two moments of one window or map, beyond its own motion. */
export interface ArenaChange {
  readonly walkers: readonly WalkerChange[];
  /** Cells of this moment: apples that were there, that have grown, and grass that has become floor. */
  readonly eaten: readonly number[];
  readonly grown: readonly number[];
  readonly withered: readonly number[];
}

/** @param before undefined: draw `now` as it is, without motion */
export function arenaChange(
  before: ArenaMoment | undefined,
  now: ArenaMoment,
  motion: EgoMotion,
): ArenaChange {
  if (!before) return { walkers: now.walkers.map(standing), eaten: [], grown: [], withered: [] };
  return { walkers: walkerChanges(before, now, motion), ...groundChanges(before, now, motion) };
}

function walkerChanges(before: ArenaMoment, now: ArenaMoment, motion: EgoMotion): WalkerChange[] {
  const left = new Map(before.walkers.map((walker) => [walker.colour, carryWalker(walker, motion)]));
  const changes = now.walkers.map((walker) => {
    const from = left.get(walker.colour);
    left.delete(walker.colour);
    return from && isStep(from, walker)
      ? moving(from, walker)
      : { ...standing(walker), kind: 'comes' as const };
  });
  const lit = new Set(now.beams);
  for (const gone of left.values()) {
    // Who left the window, or stands under a beam, may well be there still.
    if (isInside(now, gone.column, gone.row) && !lit.has(gone.row * now.columns + gone.column)) {
      changes.push({ ...standing(gone), kind: 'goes' });
    }
  }
  return changes;
}

function groundChanges(
  before: ArenaMoment,
  now: ArenaMoment,
  motion: EgoMotion,
): Pick<ArenaChange, 'eaten' | 'grown' | 'withered'> {
  const eaten: number[] = [];
  const grown: number[] = [];
  const withered: number[] = [];
  const unknown = new Set(before.beams);
  const lit = new Set(now.beams);
  for (let cell = 0; cell < before.ground.length; cell += 1) {
    if (unknown.has(cell)) continue;
    const spot = { column: cell % before.columns, row: Math.floor(cell / before.columns) };
    const { column, row } = motion === STILL ? spot : carry(spot, motion);
    if (!isInside(now, column, row)) continue;
    const target = row * now.columns + column;
    if (lit.has(target)) continue;
    const was = before.ground[cell];
    const is = now.ground[target];
    if (was === APPLE && is !== APPLE) eaten.push(target);
    else if (was !== APPLE && is === APPLE) grown.push(target);
    if (was === GRASS && is === FLOOR) withered.push(target);
  }
  return { eaten, grown, withered };
}

function carryWalker(walker: Walker, motion: EgoMotion): Walker {
  return { ...walker, ...carry(walker, motion), facing: walker.facing + motion.turns };
}

/** A player moves by at most one cell; one that is further off has come back elsewhere. */
function isStep(from: Walker, to: Walker): boolean {
  return Math.abs(from.column - to.column) + Math.abs(from.row - to.row) <= 1;
}

function moving(from: Walker, to: Walker): WalkerChange {
  const quarter = (((to.facing - from.facing) % 4) + 4) % 4;
  return {
    colour: to.colour,
    fromColumn: from.column,
    fromRow: from.row,
    column: to.column,
    row: to.row,
    fromFacing: from.facing,
    facing: from.facing + (quarter === 3 ? -1 : quarter),
    kind: 'stays',
  };
}

function standing({ colour, column, row, facing }: Walker): WalkerChange {
  return {
    colour,
    fromColumn: column,
    fromRow: row,
    column,
    row,
    fromFacing: facing,
    facing,
    kind: 'stays',
  };
}

function isInside({ columns, rows }: ArenaMoment, column: number, row: number): boolean {
  return column >= 0 && column < columns && row >= 0 && row < rows;
}
