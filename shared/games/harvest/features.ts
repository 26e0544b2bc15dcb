/**
 * The observation as the list of what is there, and what a seat remembers of itself. It says no more than the
 * observation: apples are counted among those in sight, so that nothing shows from beyond the window or from under
 * a beam. Features by kind; cells are those of the window, numbered as in the observation:
 *   site     [8][121] look of an apple's cell: live with 0, 1, 2, 3 or more live apples around it, then grass
 *            likewise. What looks like floor is not told.
 *   lit      [121] under a beam; nothing else is told of such a cell
 *   facing   [4][121] somebody else, by facing relative to the own (north, east, south, west)
 *   barrier  [9 + 5 + 1 + 5] steps to the first cell ahead, right, behind, left that nobody can walk on, if in sight.
 *            This is all that there is to know of walls on a map that has them along its edge alone.
 *   ready    [3] halves of being ready to shoot
 *   back     [8] steps until it is back, the last one for more; then all of the above is off
 *   action   [8] the own last one, heeded or not; off before the first step
 *   short    [10] own rewards, fading by a tenth a step, in half octaves of quarter apples; off below one
 *   long     [17] own rewards, fading by a hundredth
 *   hit      [15] steps since it was hit, in half octaves; off in the step of the hit and after 254
 *   colour   [colours][121] somebody else, by colour: in every cell that has a facing
 * Colour and facing stand apart, two short tables instead of their product: what somebody can do who faces this way
 * has nothing to do with its colour, and is learnt from all colours at once.
 */
import type { SeatIndex, SparseFeatures } from '../../game.ts';
import { ACTION_NAMES, APPLE, AROUND, GRASSY, SHOWS, VIEW_CELLS } from './geometry.ts';
import { halfOctave, quarters } from './history.ts';
import { OUT_OF_WINDOW, layoutOf, type Layout } from './layout.ts';
import { readiness } from './observation.ts';
import type { HarvestParams } from './params.ts';
import { LONG_AGO, NO_ACTION, TRACE_UNIT, isOnBoard, type HarvestState } from './state.ts';
import { NUM_BARRIERS, RANGES, sightOf } from './sight.ts';

/** More live apples around a site make no difference, as in the paper's regrowth. */
const MOST_AROUND = 3;
const LONGEST_RETURN = 8;
/** Of somebody who eats in every step, who was never hit. */
const SHORT_CLASSES = halfOctave(quarters(10 * TRACE_UNIT));
const LONG_CLASSES = halfOctave(quarters(100 * TRACE_UNIT));
const HIT_CLASSES = halfOctave(LONG_AGO - 1);
/** The paper's game has so many; a smaller one leaves some unused, so that a network fits both. */
const LEAST_COLOURS = 7;

/** First feature of each kind, in the order above. */
export const FEATURES_AT = firstOfEach({
  site: 2 * (MOST_AROUND + 1) * VIEW_CELLS,
  lit: VIEW_CELLS,
  facing: 4 * VIEW_CELLS,
  barrier: NUM_BARRIERS,
  ready: 3,
  back: LONGEST_RETURN,
  action: ACTION_NAMES.length,
  short: SHORT_CLASSES,
  long: LONG_CLASSES,
  hit: HIT_CLASSES,
  colour: 0,
});

function firstOfEach<Kind extends string>(
  sizes: Readonly<Record<Kind, number>>,
): Readonly<Record<Kind, number>> {
  let first = 0;
  const place = (size: number): number => (first += size) - size;
  const entries = Object.entries<number>(sizes).map(([kind, size]) => [kind, place(size)]);
  return Object.fromEntries(entries) as Record<Kind, number>;
}

/** [cell of the window] number of the last look in which it was lit. */
const litIn = new Int32Array(VIEW_CELLS);
const MOST_LOOKS = 2 ** 30;
let look = 0;
/** Whether a beam lights the window, and whether it hides a live apple there. */
let anyLit = false;
let hidesApples = false;

export const harvestFeatures: SparseFeatures<HarvestParams, HarvestState> = {
  size: (p) => FEATURES_AT.colour + numColours(p) * VIEW_CELLS,

  // Of each cell its site or its beam, two of everybody else, then barriers, ready or back, and four of the past.
  longest: (p) => VIEW_CELLS + 2 * (p.seats - 1) + RANGES.length + 5,

  write(p, state, seat, out, at): number {
    let end = writeHistory(state, seat, out, at);
    if (!isOnBoard(state, seat)) {
      const back = state.respawnIn[seat] as number;
      out[end] = FEATURES_AT.back - 1 + (back < LONGEST_RETURN ? back : LONGEST_RETURN);
      return end + 1 - at;
    }
    out[end] = FEATURES_AT.ready + readiness(p, state, seat);
    const layout = layoutOf(p);
    end = writeLit(layout, state, seat, out, end + 1);
    end = writePose(layout, state, seat, out, end);
    return writeOthers(layout, state, seat, out, end) - at;
  },
};

/** Colours that a seat may meet; those of the paper's game if there are fewer. */
export function numColours({ colours, seats }: HarvestParams): number {
  return Math.max(LEAST_COLOURS, typeof colours === 'string' ? seats : Math.max(...colours) + 1);
}

/** What is to be added to a cell of the map to find it in `windowAt`. */
function windowBase(
  { windowSpan, windowMiddle }: Layout,
  { cell, facing }: HarvestState,
  seat: SeatIndex,
): number {
  return (facing[seat] as number) * windowSpan + windowMiddle - (cell[seat] as number);
}

function writeHistory(state: HarvestState, seat: SeatIndex, out: Uint16Array, at: number): number {
  let end = at;
  const action = state.lastAction[seat] as number;
  if (action !== NO_ACTION) {
    out[end] = FEATURES_AT.action + action;
    end += 1;
  }
  const short = halfOctave(quarters(state.shortTrace[seat] as number));
  if (short > 0) {
    out[end] = FEATURES_AT.short - 1 + short;
    end += 1;
  }
  const long = halfOctave(quarters(state.longTrace[seat] as number));
  if (long > 0) {
    out[end] = FEATURES_AT.long - 1 + long;
    end += 1;
  }
  const since = state.sinceHit[seat] as number;
  if (since > 0 && since < LONG_AGO) {
    out[end] = FEATURES_AT.hit - 1 + halfOctave(since);
    end += 1;
  }
  return end;
}

/** Begins a look: notes which cells of the window are lit. */
function writeLit(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  if (look === MOST_LOOKS) {
    litIn.fill(0);
    look = 0;
  }
  look += 1;
  anyLit = false;
  hidesApples = false;
  const { beams, numBeams, ground } = state;
  const base = windowBase(layout, state, seat);
  let end = at;
  for (let beam = 0; beam < numBeams; beam += 1) {
    const cell = beams[beam] as number;
    const i = layout.windowAt[base + cell] as number;
    if (i === OUT_OF_WINDOW || litIn[i] === look) continue;
    litIn[i] = look;
    anyLit = true;
    if (ground[cell] === APPLE) hidesApples = true;
    out[end] = FEATURES_AT.lit + i;
    end += 1;
  }
  return end;
}

/** Barriers and sites, in the order of the table of sight.ts. */
function writePose(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { shows } = state;
  const { start, table, bitsSuffice } = sightOf(layout);
  const countsBits = bitsSuffice && !hidesApples;
  let from = start[4 * (state.cell[seat] as number) + (state.facing[seat] as number)] as number;
  let end = at;
  const barriersEnd = from + 1 + (table[from] as number);
  for (from += 1; from < barriersEnd; from += 1) {
    out[end] = FEATURES_AT.barrier + (table[from] as number);
    end += 1;
  }
  const sitesEnd = from + 1 + 3 * (table[from] as number);
  for (from += 1; from < sitesEnd; from += 3) {
    const site = table[from] as number;
    const i = table[from + 1] as number;
    const seen = (shows[site] as number) & (table[from + 2] as number);
    if (seen < SHOWS || (anyLit && litIn[i] === look)) continue;
    const around = countsBits ? bitsUpTo3(seen & AROUND) : seenAround(layout, state, seat, site);
    out[end] = FEATURES_AT.site + ((seen & GRASSY) >> 12) * VIEW_CELLS + around * VIEW_CELLS + i;
    end += 1;
  }
  return end;
}

/** Number of bits, at most 3, without a branch: `-bits >>> 31` is 1 unless there are none. */
function bitsUpTo3(bits: number): number {
  const second = bits & (bits - 1);
  const third = second & (second - 1);
  return (-bits >>> 31) + (-second >>> 31) + (-third >>> 31);
}

/** Live apples around a site, at most 3, that are in the window and under no beam of this look. */
function seenAround(layout: Layout, state: HarvestState, seat: SeatIndex, site: number): number {
  const { neighbours, neighbourStart, siteCell, windowAt } = layout;
  const base = windowBase(layout, state, seat);
  const end = neighbourStart[site + 1] as number;
  let seen = 0;
  for (let n = neighbourStart[site] as number; n < end; n += 1) {
    const other = neighbours[n] as number;
    const i = windowAt[base + (siteCell[other] as number)] as number;
    if (i !== OUT_OF_WINDOW && litIn[i] !== look) seen += state.live[other] as number;
  }
  return Math.min(seen, MOST_AROUND);
}

function writeOthers(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { cell, facing, colour } = state;
  const base = windowBase(layout, state, seat);
  let end = at;
  // Cell 0, where those off the board are, lies in nobody's window.
  for (let other = 0; other < cell.length; other += 1) {
    const i = layout.windowAt[base + (cell[other] as number)] as number;
    if (i === OUT_OF_WINDOW || other === seat || (anyLit && litIn[i] === look)) continue;
    const turned = ((facing[other] as number) - (facing[seat] as number)) & 3;
    out[end] = FEATURES_AT.facing + turned * VIEW_CELLS + i;
    out[end + 1] = FEATURES_AT.colour + (colour[other] as number) * VIEW_CELLS + i;
    end += 2;
  }
  return end;
}
