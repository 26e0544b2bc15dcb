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
import { ACTION_NAMES, FLOOR_KIND, GRASS_KIND, VIEW_CELLS, VIEW_SELF } from './geometry.ts';
import { LONG_AGO, halfOctave, longQuarters, shortQuarters, sinceHit } from './history.ts';
import { OUT_OF_WINDOW, layoutOf, type Layout, type Sight } from './layout.ts';
import { readiness } from './observation.ts';
import type { HarvestParams } from './params.ts';
import { NO_ACTION, isOnBoard, kindOf, type HarvestState } from './state.ts';
import { NUM_BARRIERS, RANGES, VIEW_BITS, sightOf } from './sight.ts';

const VIEW_MASK = 2 ** VIEW_BITS - 1;
const LONGEST_RETURN = 8;
/** The traces of somebody who eats in every step come to 10 and 100 apples. */
const SHORT_CLASSES = halfOctave(40);
const LONG_CLASSES = halfOctave(400);
const HIT_CLASSES = halfOctave(LONG_AGO - 1);
/** The paper's game has so many; a smaller one leaves some unused, so that a network fits both. */
const LEAST_COLOURS = 7;

/** First feature of each kind, in the order above. */
export const FEATURES_AT = firstOfEach({
  site: FLOOR_KIND * VIEW_CELLS,
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

/** As numbers, which compiled code holds, where it would look up the properties. */
const { site: SITE_AT, lit: LIT_AT, facing: FACING_AT, colour: COLOUR_AT } = FEATURES_AT;

function firstOfEach<Kind extends string>(
  sizes: Readonly<Record<Kind, number>>,
): Readonly<Record<Kind, number>> {
  let first = 0;
  const place = (size: number): number => (first += size) - size;
  const entries = Object.entries<number>(sizes).map(([kind, size]) => [kind, place(size)]);
  return Object.fromEntries(entries) as Record<Kind, number>;
}

/** 2, the features of a player, for cells of the window other than the own one, 0 for that and OUT_OF_WINDOW. */
const IS_OTHER = Uint8Array.from({ length: 256 }, (_, i) => (i < VIEW_CELLS && i !== VIEW_SELF ? 2 : 0));

/** [cell of the window] number of the last look in which it was lit. */
const litIn = new Int32Array(256);
const MOST_LOOKS = 2 ** 30;
let look = 0;
/** Whether a beam lights the window. */
let anyLit = false;
/** Live apples that this look hides, the first `numHidden`; [sites] the bits that they have in `around`. */
const hidden = new Uint16Array(VIEW_CELLS);
let numHidden = 0;
let hiddenAround = new Uint16Array(0);

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
    end = writeOthers(layout, state, seat, out, end);
    if (numHidden > 0) endLook(layout);
    return end - at;
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
  const short = halfOctave(shortQuarters(state, seat));
  out[end] = FEATURES_AT.short - 1 + short;
  end += oneIf(short);
  const long = halfOctave(longQuarters(state, seat));
  out[end] = FEATURES_AT.long - 1 + long;
  end += oneIf(long);
  const since = halfOctave(sinceHit(state, seat));
  out[end] = FEATURES_AT.hit - 1 + since;
  return end + oneIf(since);
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
  const { beams, numBeams } = state;
  if (numBeams === 0) return at;
  const base = windowBase(layout, state, seat);
  let end = at;
  for (let beam = 0; beam < numBeams; beam += 1) {
    const cell = beams[beam] as number;
    const i = layout.windowAt[base + cell] as number;
    if (i === OUT_OF_WINDOW || litIn[i] === look) continue;
    litIn[i] = look;
    anyLit = true;
    const site = layout.siteAt[cell] as number;
    if (site >= 0 && state.live[site] === 1) hideApple(layout, site);
    out[end] = LIT_AT + i;
    end += 1;
  }
  return end;
}

/** Until `endLook` an apple does not count among its neighbours'. */
function hideApple(layout: Layout, site: number): void {
  hidden[numHidden] = site;
  numHidden += 1;
  if (hiddenAround.length < layout.siteCell.length) hiddenAround = new Uint16Array(layout.siteCell.length);
  changeHidden(layout, site);
}

function endLook(layout: Layout): void {
  for (let h = 0; h < numHidden; h += 1) changeHidden(layout, hidden[h] as number);
  numHidden = 0;
}

function changeHidden({ neighbours, neighbourStart, backBits }: Layout, site: number): void {
  const end = neighbourStart[site + 1] as number;
  for (let n = neighbourStart[site] as number; n < end; n += 1) {
    const other = neighbours[n] as number;
    hiddenAround[other] = (hiddenAround[other] as number) ^ (backBits[n] as number);
  }
}

/** @param two bytes, each a barrier's number from 1, 0: none */
function writeBarriers(two: number, out: Uint16Array, at: number): number {
  out[at] = FEATURES_AT.barrier - 1 + (two & 255);
  const end = at + oneIf(two & 255);
  out[end] = FEATURES_AT.barrier - 1 + (two >> 8);
  return end + oneIf(two >> 8);
}

/** Barriers and sites, in the order of the table of sight.ts. */
function writePose(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { start, table, bitsSuffice } = sightOf(layout);
  const pose = start[4 * (state.cell[seat] as number) + (state.facing[seat] as number)] as number;
  const end = writeBarriers(table[pose + 1] as number, out, writeBarriers(table[pose] as number, out, at));
  const sizes = table[pose + 2] as number;
  const whole = pose + 3;
  const cut = whole + (sizes & 255);
  const cutEnd = cut + 2 * (sizes >> 8);
  if (!bitsSuffice) {
    let siteEnd = end;
    for (let from = whole; from < cutEnd; from += from < cut ? 1 : 2)
      siteEnd = writeSite(layout, state, seat, table[from] as number, out, siteEnd);
    return siteEnd;
  }
  if (anyLit) return writeUnderBeams(state, table, whole, cut, cutEnd, out, end);
  return writeCut(state, table, cut, cutEnd, out, writeWhole(state, table, whole, cut, out, end));
}

type SightTable = Sight['table'];

/** Sites with all of their neighbours in sight, no beam in the window. */
function writeWhole(
  { kind }: HarvestState,
  table: SightTable,
  first: number,
  behind: number,
  out: Uint16Array,
  at: number,
): number {
  let end = at;
  for (let from = first; from < behind; from += 1) {
    const entry = table[from] as number;
    const shown = kind[entry >> VIEW_BITS] as number;
    out[end] = SITE_AT + shown * VIEW_CELLS + (entry & VIEW_MASK);
    end += 1 - (shown >> 3);
  }
  return end;
}

/** Sites with some of their neighbours out of sight, no beam in the window. */
function writeCut(
  { kind, around }: HarvestState,
  table: SightTable,
  first: number,
  behind: number,
  out: Uint16Array,
  at: number,
): number {
  let end = at;
  for (let from = first; from < behind; from += 2) {
    const entry = table[from] as number;
    const site = entry >> VIEW_BITS;
    const shown = kind[site] as number;
    const seen = bitsUpTo3((around[site] as number) & (table[from + 1] as number));
    out[end] = SITE_AT + ((shown & GRASS_KIND) + seen) * VIEW_CELLS + (entry & VIEW_MASK);
    end += 1 - (shown >> 3);
  }
  return end;
}

/** Both, where beams hide cells and apples. */
function writeUnderBeams(
  { kind, around }: HarvestState,
  table: SightTable,
  whole: number,
  cut: number,
  behind: number,
  out: Uint16Array,
  at: number,
): number {
  let end = at;
  for (let from = whole; from < behind; from += from < cut ? 1 : 2) {
    const entry = table[from] as number;
    const site = entry >> VIEW_BITS;
    const i = entry & VIEW_MASK;
    if (litIn[i] === look) continue;
    const shown = kind[site] as number;
    let bits = around[site] as number;
    if (from >= cut) bits &= table[from + 1] as number;
    if (numHidden > 0) bits &= ~(hiddenAround[site] as number);
    out[end] = SITE_AT + ((shown & GRASS_KIND) + bitsUpTo3(bits)) * VIEW_CELLS + i;
    end += 1 - (shown >> 3);
  }
  return end;
}

/** 1 if a number from 0 up is not 0, without a branch: what a seat sees is anybody's guess, not least the processor's. */
function oneIf(value: number): number {
  return -value >>> 31;
}

/** Number of bits, at most 3. */
function bitsUpTo3(bits: number): number {
  const second = bits & (bits - 1);
  return oneIf(bits) + oneIf(second) + oneIf(second & (second - 1));
}

/** One site, where bits do not tell what is seen around it. */
function writeSite(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  entry: number,
  out: Uint16Array,
  at: number,
): number {
  const site = entry >> VIEW_BITS;
  const i = entry & VIEW_MASK;
  const kind = state.kind[site] as number;
  if (kind >= FLOOR_KIND || litIn[i] === look) return at;
  out[at] = SITE_AT + kindOf(kind, seenAround(layout, state, seat, site)) * VIEW_CELLS + i;
  return at + 1;
}

/** Live apples around a site that are in the window and under no beam of this look. */
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
  return seen;
}

function writeOthers(
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  out: Uint16Array,
  at: number,
): number {
  const { cell, facing, colour } = state;
  const { windowAt, numSeats } = layout;
  const base = windowBase(layout, state, seat);
  const isOther = IS_OTHER;
  const isLit = anyLit;
  let end = at;
  const ownFacing = facing[seat] as number;
  // Cell 0, where those off the board are, lies in nobody's window.
  for (let other = 0; other < numSeats; other += 1) {
    const i = windowAt[base + (cell[other] as number)] as number;
    const turned = ((facing[other] as number) - ownFacing) & 3;
    out[end] = FACING_AT + turned * VIEW_CELLS + i;
    out[end + 1] = COLOUR_AT + (colour[other] as number) * VIEW_CELLS + i;
    const seen = isOther[i] as number;
    end += isLit && litIn[i] === look ? 0 : seen;
  }
  return end;
}
