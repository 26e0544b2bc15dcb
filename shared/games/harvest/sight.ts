/**
 * What the features of a pose need to know, one pose after another in one table: a player meets another pose in
 * almost every step, and a pose that fills more than a line of the cache costs more than all that is done with it.
 * Of each pose, in words of 16 bits, or of 32 if the map has more sites than entries of 16 have room for:
 *   two barriers, 1 + number of each, a byte apart from 0
 *   two more
 *   the number of sites in sight with all of their neighbours, and 256 times that of the others in sight
 *   of each of the former an entry: cell of the window, and VIEW_BITS above it the site
 *   of each of the latter an entry, then the bits of `around` that are in sight
 * A barrier is the first cell ahead, to the right, behind or to the left that nobody can walk on. Those of all sides
 * and distances are numbered side by side, the nearest first.
 */
import { VIEW_AHEAD, VIEW_BEHIND, VIEW_CELLS, VIEW_SIDE, VIEW_SIZE } from './geometry.ts';
import { BLOCKED_CELL, OUT_OF_WINDOW, type Layout, type Sight } from './layout.ts';

/** How far a player sees ahead, to its right, behind and to its left. */
export const RANGES = [VIEW_AHEAD, VIEW_SIDE, VIEW_BEHIND, VIEW_SIDE] as const;
export const NUM_BARRIERS = RANGES[0] + RANGES[1] + RANGES[2] + RANGES[3];

/** Enough for the cells of a window. */
export const VIEW_BITS = 7;

export function sightOf(layout: Layout): Sight {
  layout.sight ??= makeSight(layout);
  return layout.sight;
}

function makeSight(layout: Layout): Sight {
  const start = new Uint32Array(4 * layout.numCells);
  const table: number[] = [];
  for (let cell = 0; cell < layout.numCells; cell += 1) {
    if (layout.siteAt[cell] === BLOCKED_CELL) continue;
    for (let facing = 0; facing < 4; facing += 1) {
      start[4 * cell + facing] = table.length;
      addPose(layout, cell, facing, table);
    }
  }
  const most = layout.siteCell.reduce((n, _, site) => Math.max(n, neighboursOf(layout, site).length), 0);
  const Table = layout.siteCell.length <= 2 ** (16 - VIEW_BITS) ? Uint16Array : Uint32Array;
  return { start, table: Table.from(table), bitsSuffice: most <= 16 };
}

function addPose(layout: Layout, cell: number, facing: number, table: number[]): void {
  const barriers = barriersAround(layout, cell, facing);
  const whole: number[] = [];
  const cut: number[] = [];
  for (const [i, there] of cellsInSight(layout, cell, facing).entries()) {
    const site = layout.siteAt[there] as number;
    if (site < 0) continue;
    const seen = neighboursOf(layout, site).map((other) => isInSight(layout, other, cell, facing));
    const entry = i | (site << VIEW_BITS);
    if (seen.every(Boolean)) whole.push(entry);
    else
      cut.push(
        entry,
        seen.reduce((bits, isSeen, n) => (isSeen ? bits | ((1 << n) & 0xffff) : bits), 0),
      );
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = barriers.map((barrier) => 1 + barrier);
  const sizes = whole.length + 256 * (cut.length / 2);
  table.push(first + 256 * second, third + 256 * fourth, sizes, ...whole, ...cut);
}

function neighboursOf({ neighbours, neighbourStart }: Layout, site: number): number[] {
  return Array.from(neighbours.subarray(neighbourStart[site], neighbourStart[site + 1]));
}

function isInSight(layout: Layout, site: number, cell: number, facing: number): boolean {
  const base = facing * layout.windowSpan + layout.windowMiddle - cell;
  return layout.windowAt[base + (layout.siteCell[site] as number)] !== OUT_OF_WINDOW;
}

function cellsInSight(layout: Layout, cell: number, facing: number): number[] {
  const ahead = layout.ahead[facing] as number;
  const right = layout.ahead[(facing + 1) & 3] as number;
  return Array.from({ length: VIEW_CELLS }, (_, i) => {
    const row = Math.floor(i / VIEW_SIZE);
    return cell + (VIEW_AHEAD - row) * ahead + ((i % VIEW_SIZE) - VIEW_SIDE) * right;
  });
}

function barriersAround(layout: Layout, cell: number, facing: number): number[] {
  let first = 0;
  return RANGES.flatMap((range, side) => {
    const offset = layout.ahead[(facing + side) & 3] as number;
    const cells = Array.from({ length: range }, (_, i) => cell + (i + 1) * offset);
    const found = cells.findIndex((there) => layout.siteAt[there] === BLOCKED_CELL);
    first += range;
    return found < 0 ? [] : [first - range + found];
  });
}
