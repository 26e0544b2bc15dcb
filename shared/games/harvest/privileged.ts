/**
 * For a critic: what bears on the future of a seat and is not in its features. Time is left out, since nobody knows
 * when an episode ends. Features by kind:
 *   facing      [4] own, on the map; off the board neither this nor x and y
 *   near        [4] others within six steps: 0, 1, 2, 3 or more; off likewise
 *   playing     [17] players on the board
 *   total       [27] live apples, in half octaves
 *   x, y        [width], [height] own place
 *   bush        [bushes][9] live apples of each bush, in half octaves, the last one for more
 *   whereabouts [colours][1 + areas] of everybody else: off the board, or in which area of 3 x 3 cells
 *   greed       [colours][8] of everybody else: the long trace, in half octaves from two apples on; off below
 */
import type { SeatIndex, SparseFeatures } from '../../game.ts';
import { numColours } from './features.ts';
import { MAX_SEATS } from './geometry.ts';
import { halfOctave, longQuarters } from './history.ts';
import { layoutOf, type Layout } from './layout.ts';
import { MAX_SIDE } from './map.ts';
import type { HarvestParams } from './params.ts';
import { isOnBoard, type HarvestState } from './state.ts';

const NEAR = 6;
const MOST_NEAR = 3;
const TOTALS = 1 + halfOctave(MAX_SIDE * MAX_SIDE);
const BUSH_LEVELS = 9;
const LEAST_GREED = halfOctave(8);
const GREED_LEVELS = 8;

const NEAR_AT = 4;
const PLAYING_AT = NEAR_AT + MOST_NEAR + 1;
const TOTAL_AT = PLAYING_AT + MAX_SEATS + 1;
const X_AT = TOTAL_AT + TOTALS;

export const harvestPrivileged: SparseFeatures<HarvestParams, HarvestState> = {
  size(p) {
    const layout = layoutOf(p);
    return othersAt(layout) + numColours(p) * perColour(layout);
  },

  longest: (p) => 6 + layoutOf(p).bushSize.length + 2 * (p.seats - 1),

  write(p, state, seat, out, at): number {
    const layout = layoutOf(p);
    const end = isOnBoard(state, seat) ? writePlace(layout, state, seat, out, at) : at;
    return writeOthers(layout, state, seat, out, writeBushes(layout, state, out, end)) - at;
  },
};

/** First feature of the kinds that come per colour. */
function othersAt({ width, height, bushSize }: Layout): number {
  return X_AT + width + height + BUSH_LEVELS * bushSize.length;
}

/** Features per colour: off the board, areas, greed. */
function perColour({ numAreas }: Layout): number {
  return 1 + numAreas + GREED_LEVELS;
}

function writePlace(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { cellX, cellY } = layout;
  const own = state.cell[seat] as number;
  const x = cellX[own] as number;
  const y = cellY[own] as number;
  let near = 0;
  for (let other = 0; other < state.cell.length; other += 1) {
    const cell = state.cell[other] as number;
    if (cell === 0 || other === seat) continue;
    if (Math.abs((cellX[cell] as number) - x) + Math.abs((cellY[cell] as number) - y) <= NEAR) near += 1;
  }
  out[at] = state.facing[seat] as number;
  out[at + 1] = NEAR_AT + Math.min(near, MOST_NEAR);
  out[at + 2] = X_AT + x;
  out[at + 3] = X_AT + layout.width + y;
  return at + 4;
}

function writeBushes(layout: Layout, { bushLive }: HarvestState, out: Uint16Array, at: number): number {
  const first = X_AT + layout.width + layout.height;
  let total = 0;
  for (let bush = 0; bush < bushLive.length; bush += 1) {
    const live = bushLive[bush] as number;
    total += live;
    out[at + bush] = first + BUSH_LEVELS * bush + Math.min(halfOctave(live), BUSH_LEVELS - 1);
  }
  out[at + bushLive.length] = TOTAL_AT + halfOctave(total);
  return at + bushLive.length + 1;
}

function writeOthers(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { cell, colour } = state;
  const first = othersAt(layout);
  const width = perColour(layout);
  // Cell 0, where those off the board are, is in area 0.
  let end = at;
  let playing = 0;
  for (let other = 0; other < cell.length; other += 1) {
    if (isOnBoard(state, other)) playing += 1;
    if (other === seat) continue;
    const own = first + width * (colour[other] as number);
    out[end] = own + (layout.areaOf[cell[other] as number] as number);
    end += 1;
    const greed = halfOctave(longQuarters(state, other)) - LEAST_GREED;
    if (greed < 0) continue;
    out[end] = own + width - GREED_LEVELS + Math.min(greed, GREED_LEVELS - 1);
    end += 1;
  }
  out[end] = PLAYING_AT + playing;
  return end + 1;
}
