/**
 * What the features of a pose need to know, one pose after another in one table: a player meets another pose in
 * almost every step, and scattered tables would miss the caches. Of each pose:
 *   number of barriers in sight, then the number of each
 *   number of sites in sight, then of each: site, cell of the window, bits of `shows` that can be seen
 * A barrier is the first cell ahead, to the right, behind or to the left that nobody can walk on. Those of all sides
 * and distances are numbered side by side, the nearest first.
 */
import {
  AROUND,
  GRASSY,
  SHOWS,
  VIEW_AHEAD,
  VIEW_BEHIND,
  VIEW_CELLS,
  VIEW_SIDE,
  VIEW_SIZE,
  WALL,
} from './geometry.ts';
import { OUT_OF_WINDOW, type Layout, type Sight } from './layout.ts';

/** How far a player sees ahead, to its right, behind and to its left. */
export const RANGES = [VIEW_AHEAD, VIEW_SIDE, VIEW_BEHIND, VIEW_SIDE] as const;
export const NUM_BARRIERS = RANGES[0] + RANGES[1] + RANGES[2] + RANGES[3];

export function sightOf(layout: Layout): Sight {
  layout.sight ??= makeSight(layout);
  return layout.sight;
}

function makeSight(layout: Layout): Sight {
  const start = new Uint32Array(4 * layout.numCells);
  const table: number[] = [];
  for (let cell = 0; cell < layout.numCells; cell += 1) {
    if ((layout.ground[cell] as number) <= WALL) continue;
    for (let facing = 0; facing < 4; facing += 1) {
      start[4 * cell + facing] = table.length;
      addPose(layout, cell, facing, table);
    }
  }
  const most = layout.siteCell.reduce((n, _, site) => Math.max(n, numNeighbours(layout, site)), 0);
  return { start, table: Uint16Array.from(table), bitsSuffice: 2 ** most <= AROUND + 1 };
}

function numNeighbours({ neighbourStart }: Layout, site: number): number {
  return (neighbourStart[site + 1] as number) - (neighbourStart[site] as number);
}

function addPose(layout: Layout, cell: number, facing: number, table: number[]): void {
  const barriers = barriersAround(layout, cell, facing);
  const sites: number[] = [];
  for (const [i, there] of cellsInSight(layout, cell, facing).entries()) {
    const site = layout.siteAt[there] as number;
    if (site !== -1) sites.push(site, i, SHOWS | GRASSY | bitsInSight(layout, site, cell, facing));
  }
  table.push(barriers.length, ...barriers, sites.length / 3, ...sites);
}

function bitsInSight(layout: Layout, site: number, cell: number, facing: number): number {
  const { neighbours, neighbourStart, siteCell, windowAt } = layout;
  const base = facing * layout.windowSpan + layout.windowMiddle - cell;
  return neighbours.subarray(neighbourStart[site], neighbourStart[site + 1]).reduce((bits, other, index) => {
    const isSeen = windowAt[base + (siteCell[other] as number)] !== OUT_OF_WINDOW;
    return isSeen ? bits | ((1 << index) & AROUND) : bits;
  }, 0);
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
    const found = cells.findIndex((there) => (layout.ground[there] as number) <= WALL);
    first += range;
    return found < 0 ? [] : [first - range + found];
  });
}
