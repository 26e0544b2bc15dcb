import { APPLE, FLOOR, FLOOR_KIND, GRASS, GRASS_KIND, MOST_AROUND } from './geometry.ts';
import { WALLED, type Layout } from './layout.ts';

/** Label of a live apple, and of one that was eaten and has not yet counted its neighbours. */
export const NO_LABEL = 255;

/** Before the first step. */
export const NO_ACTION = 255;

/** A bush is dead when no apple of it lived at the end of two steps running: by then every label is 0. */
export const DEAD_BUSH = 2;

/**
 * One moment of an arena. All arrays but one are windows on `bytes`, so that a step copies one short block. `cells`, `sites`,
 * `bushes` and `seats` name the index of an array; see Layout.
 */
export interface HarvestState {
  step: number;
  /** Step after which the episode ends; nobody is told. */
  length: number;
  readonly bytes: Uint8Array;
  /** [cells] 0, 1 + the seat that stands there, or WALLED: follows from `cell` and the map, and is not among `bytes`. */
  readonly occupants: Uint8Array;
  /** [sites] 1 if the apple is there. */
  readonly live: Uint8Array;
  /** [sites] live apples around, now. */
  readonly count: Uint8Array;
  /** [sites] of a waiting apple: live apples around at the end of the step before the last, or NO_LABEL. */
  readonly label: Uint8Array;
  /** [sites] GRASS or FLOOR: what shows where the apple is not. */
  readonly look: Uint8Array;
  /** [sites] look and number of live apples around in one, see geometry.ts. */
  readonly kind: Uint8Array;
  /** [sites] which neighbours live, one bit each in the order of Layout.neighbours; none beyond 16. */
  readonly around: Uint16Array;
  /** [regrowth classes] waiting sites by label, the last class also for higher ones, those without label left out. */
  readonly classSize: Uint16Array;
  /** Sites whose apple came or went in the last step, the first `numChanged`: labels change around them alone. */
  readonly changed: Uint16Array;
  numChanged: number;
  /** [bushes] live apples. */
  readonly bushLive: Uint16Array;
  /** [bushes] steps at whose end no apple lived, up to DEAD_BUSH. */
  readonly bushEmpty: Uint8Array;
  /** [bushes] seat that ate from it last. */
  readonly bushTaker: Uint8Array;
  /** [seats] cell of a player on the board, 0 otherwise. */
  readonly cell: Uint16Array;
  /** [seats] */
  readonly facing: Uint8Array;
  /** [seats] steps in which it cannot shoot; stands still while the player is off the board. */
  readonly cooldown: Uint8Array;
  /** [seats] steps until it comes back, 0 on the board. */
  readonly respawnIn: Uint8Array;
  /** [seats] */
  readonly colour: Uint8Array;
  /** [seats] the action that moved or turned it in the last step, 0 if none did. */
  readonly motion: Uint8Array;
  /** [seats] of the last step. */
  readonly reward: Uint8Array;
  /** [seats] apples eaten so far. */
  readonly total: Uint32Array;
  /** [seats] step after which it was last paid, and its fading sums of rewards then; see history.ts. */
  readonly paidAt: Uint32Array;
  readonly shortTrace: Float64Array;
  readonly longTrace: Float64Array;
  /** [seats] step after which it was last hit, 0 for never. */
  readonly hitAt: Uint32Array;
  /** [seats] action that was given in the last step, heeded or not, or NO_ACTION. */
  readonly lastAction: Uint8Array;
  /** Cells that the beams of the last step lit: the first `numBeams`, some perhaps twice. */
  readonly beams: Uint16Array;
  numBeams: number;
}

/** An arena with every apple and no player. */
export function emptyState(layout: Layout): HarvestState {
  const state = allocate(layout);
  state.live.fill(1);
  state.look.fill(GRASS);
  state.label.fill(NO_LABEL);
  for (let site = 0; site < state.count.length; site += 1) {
    state.count[site] = (layout.neighbourStart[site + 1] as number) - (layout.neighbourStart[site] as number);
    state.around[site] = 2 ** Math.min(16, state.count[site] as number) - 1;
    show(state, site);
  }
  state.bushLive.set(layout.bushSize);
  state.respawnIn.fill(1);
  state.facing.fill(0);
  state.lastAction.fill(NO_ACTION);
  for (let seat = 0; seat < layout.numSeats; seat += 1) state.colour[seat] = seat;
  return state;
}

/** @param into a state of the same layout to overwrite; a new one if left out */
export function copyState(layout: Layout, state: HarvestState, into?: HarvestState): HarvestState {
  const copy = into ?? allocate(layout);
  // Cell 0 stands for all who are off the board.
  const { numSeats } = layout;
  const { occupants, cell } = copy;
  for (let seat = 0; seat < numSeats; seat += 1) occupants[cell[seat] as number] = 0;
  copy.bytes.set(state.bytes);
  for (let seat = 0; seat < numSeats; seat += 1) occupants[cell[seat] as number] = seat + 1;
  occupants[0] = WALLED;
  copy.step = state.step;
  copy.length = state.length;
  copy.numBeams = state.numBeams;
  copy.numChanged = state.numChanged;
  return copy;
}

function allocate(layout: Layout): HarvestState {
  const seats = layout.numSeats;
  const sites = layout.siteCell.length;
  const bushes = layout.bushSize.length;
  const maxBeams = (seats * layout.beamOffset.length) / 4;
  const classes = layout.noRegrowth.length;
  const halfWords = 2 * (bushes + seats + maxBeams + classes + 2 * sites);
  const buffer = new ArrayBuffer(28 * seats + halfWords + 5 * sites + 2 * bushes + 7 * seats);
  let offset = 0;
  const take = (bytes: number): number => (offset += bytes) - bytes;
  const byteArray = (length: number): Uint8Array => new Uint8Array(buffer, take(length), length);
  const wordArray = (length: number): Uint32Array => new Uint32Array(buffer, take(4 * length), length);
  const pairArray = (length: number): Uint16Array => new Uint16Array(buffer, take(2 * length), length);
  return {
    step: 0,
    length: 0,
    numBeams: 0,
    numChanged: 0,
    bytes: new Uint8Array(buffer),
    occupants: layout.walls.slice(),
    // Wide elements first: they must be aligned.
    shortTrace: new Float64Array(buffer, take(8 * seats), seats),
    longTrace: new Float64Array(buffer, take(8 * seats), seats),
    total: wordArray(seats),
    paidAt: wordArray(seats),
    hitAt: wordArray(seats),
    bushLive: pairArray(bushes),
    cell: pairArray(seats),
    beams: pairArray(maxBeams),
    classSize: pairArray(classes),
    changed: pairArray(sites),
    around: pairArray(sites),
    live: byteArray(sites),
    count: byteArray(sites),
    label: byteArray(sites),
    look: byteArray(sites),
    kind: byteArray(sites),
    bushEmpty: byteArray(bushes),
    bushTaker: byteArray(bushes),
    facing: byteArray(seats),
    cooldown: byteArray(seats),
    respawnIn: byteArray(seats),
    colour: byteArray(seats),
    motion: byteArray(seats),
    reward: byteArray(seats),
    lastAction: byteArray(seats),
  };
}

/** Puts a live apple on an empty site. */
export function growApple(layout: Layout, state: HarvestState, site: number): void {
  countLabel(state, state.label[site] as number, -1);
  state.label[site] = NO_LABEL;
  state.live[site] = 1;
  tellNeighbours(layout, state, site, 1);
}

/** Takes the live apple from a site; its look stays until it counts its neighbours. */
export function removeApple(layout: Layout, state: HarvestState, site: number): void {
  state.live[site] = 0;
  tellNeighbours(layout, state, site, -1);
}

function tellNeighbours(layout: Layout, state: HarvestState, site: number, by: 1 | -1): void {
  const { neighbourStart, neighbours, backBits } = layout;
  const { count, bushLive, kind, around } = state;
  const end = neighbourStart[site + 1] as number;
  for (let i = neighbourStart[site] as number; i < end; i += 1) {
    const other = neighbours[i] as number;
    const live = (count[other] as number) + by;
    count[other] = live;
    around[other] = (around[other] as number) ^ (backBits[i] as number);
    kind[other] = kindOf(kind[other] as number, live);
  }
  show(state, site);
  const bush = layout.bushOf[site] as number;
  bushLive[bush] = (bushLive[bush] as number) + by;
  noteChange(state, site);
}

/** Marks a site whose label, or whose neighbours' labels, may have to change in the next step. */
export function noteChange(state: HarvestState, site: number): void {
  // Full only if somebody changes a state by hand; a site changes at most once in a step.
  if (state.numChanged === state.changed.length) return;
  state.changed[state.numChanged] = site;
  state.numChanged += 1;
}

/** Gives a waiting site a label, and the look that follows from it. */
export function setLabel(state: HarvestState, site: number, label: number): void {
  countLabel(state, state.label[site] as number, -1);
  countLabel(state, label, 1);
  const look = label === 0 ? FLOOR : GRASS;
  state.label[site] = label;
  state.look[site] = look;
  show(state, site);
}

const LOOKS = Uint8Array.of(APPLE, GRASS, FLOOR);

/** What shows on a site. */
export function siteLook({ kind }: HarvestState, site: number): number {
  return LOOKS[(kind[site] as number) >> 2] as number;
}

/** The kind that looks the same with so many live apples around. */
export function kindOf(kind: number, around: number): number {
  return (kind & ~MOST_AROUND) | (around < MOST_AROUND ? around : MOST_AROUND);
}

/** Renews a site's kind after its look. */
function show({ live, look, count, kind }: HarvestState, site: number): void {
  const waiting = look[site] === FLOOR ? FLOOR_KIND : GRASS_KIND;
  kind[site] = kindOf(live[site] === 1 ? 0 : waiting, count[site] as number);
}

/** Takes the label from a waiting site. */
export function dropLabel(state: HarvestState, site: number): void {
  countLabel(state, state.label[site] as number, -1);
  state.label[site] = NO_LABEL;
  noteChange(state, site);
}

function countLabel({ classSize }: HarvestState, label: number, by: 1 | -1): void {
  if (label === NO_LABEL) return;
  const c = label < classSize.length ? label : classSize.length - 1;
  classSize[c] = (classSize[c] as number) + by;
}

export function placePlayer(state: HarvestState, seat: number, cell: number, facing: number): void {
  state.cell[seat] = cell;
  state.facing[seat] = facing;
  state.respawnIn[seat] = 0;
  state.occupants[cell] = seat + 1;
}

/** @param respawnIn steps until it comes back, from 1 */
export function removePlayer(state: HarvestState, seat: number, respawnIn: number): void {
  state.occupants[state.cell[seat] as number] = 0;
  state.cell[seat] = 0;
  state.respawnIn[seat] = respawnIn;
}

export function isOnBoard(state: HarvestState, seat: number): boolean {
  return state.respawnIn[seat] === 0;
}
