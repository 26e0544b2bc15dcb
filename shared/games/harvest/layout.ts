import {
  APPLE,
  BACKWARD,
  FLOOR,
  FORWARD,
  FORWARD_X,
  FORWARD_Y,
  OUTSIDE,
  STEP_LEFT,
  STEP_RIGHT,
  VIEW_AHEAD,
  VIEW_CELLS,
  VIEW_SIDE,
  VIEW_SIZE,
  WALL,
} from './geometry.ts';
import type { HarvestParams } from './params.ts';

const TWO_TO_32 = 4294967296;

/** Values of siteAt that are no site. */
export const OPEN_CELL = -1;
export const BLOCKED_CELL = -2;

/** Occupies the cells where nobody can walk. */
export const WALLED = 255;

export const OUT_OF_WINDOW = 255;
const AREA_SIDE = 3;

/** What a player sees from one pose, as far as it never changes. */
export interface PoseWindow {
  /** [243] An observation of an arena in which nobody else stands and every apple lives. */
  readonly observation: Uint8Array;
  /** The sites in sight, and where they lie in the window. */
  readonly sites: Uint16Array;
  readonly siteIndices: Uint8Array;
}

/** What features need to know of every pose, side by side in memory; see sight.ts. */
export interface Sight {
  /** [4 * cell + facing] where the pose begins in `table`. */
  readonly start: Uint32Array;
  readonly table: Uint16Array | Uint32Array;
  /** Whether the bits of `around` tell of every neighbour. */
  readonly bitsSuffice: boolean;
}

/**
 * What follows from the parameters alone, worked out once. A *cell* is an index into the map with a margin as
 * wide as the view on every side, so that no window and no beam ever leaves the arrays; a *site* numbers the
 * apple cells, row by row; a *bush* is a set of sites that can regrow each other.
 */
export interface Layout {
  // Loops run up to these numbers: asking a typed array for its length in each turn costs as much as what is done there.
  readonly numSeats: number;
  readonly width: number;
  readonly height: number;
  /** Cells per padded row. */
  readonly stride: number;
  readonly numCells: number;
  /** Look of every cell at the start, all apples live. */
  readonly ground: Uint8Array;
  readonly cellX: Int16Array;
  readonly cellY: Int16Array;
  /** Areas of AREA_SIDE x AREA_SIDE cells from 1 up, row by row; 0 outside the map. */
  readonly areaOf: Uint16Array;
  readonly numAreas: number;
  /** Site of a cell, OPEN_CELL without an apple's place, BLOCKED_CELL where nobody can walk. */
  readonly siteAt: Int16Array;
  /** [cells] WALLED where nobody can walk, 0 elsewhere. */
  readonly walls: Uint8Array;
  readonly siteCell: Uint16Array;
  /** Sites around site i: neighbours[neighbourStart[i] .. neighbourStart[i + 1]]. */
  readonly neighbourStart: Uint32Array;
  readonly neighbours: Uint16Array;
  /** The bit of `around` that a site has among those of its i-th neighbour; 0 if there is none for it. */
  readonly backBits: Uint16Array;
  readonly bushOf: Uint16Array;
  readonly numBushes: number;
  readonly bushSize: Uint16Array;
  readonly insideSpawns: readonly number[];
  readonly outsideSpawns: readonly number[];
  /** Cell offset of one step ahead, by facing. */
  readonly ahead: Int32Array;
  /** Cell offset of an action, at [8 * facing + action]; 0 where it moves nobody. */
  readonly moveOffset: Int32Array;
  /** Cell offsets of the beam, at [(facing * beamColumns + column) * beamLength + distance]. */
  readonly beamOffset: Int32Array;
  readonly beamColumns: number;
  readonly beamLength: number;
  /** Index in the window of a player, at [facing * windowSpan + windowMiddle + cell - own cell]; OUT_OF_WINDOW elsewhere. */
  readonly windowAt: Uint8Array;
  readonly windowSpan: number;
  readonly windowMiddle: number;
  /** Windows by [4 * cell + facing], made when first needed. */
  readonly windows: (PoseWindow | undefined)[];
  /** Made when first needed. */
  sight: Sight | undefined;
  /** For each number of live neighbours: 2^32 times the chance that none of 0, 1, 2 ... such sites regrows. */
  readonly noRegrowth: readonly Float64Array[];
}

const layouts = new WeakMap<HarvestParams, Layout>();
// Rooms and trainers call with the same parameters again and again: comparing is cheaper than looking up.
let lastParams: HarvestParams | undefined;
let lastLayout: Layout | undefined;

export function layoutOf(params: HarvestParams): Layout {
  if (params === lastParams) return lastLayout as Layout;
  let layout = layouts.get(params);
  if (layout === undefined) {
    layout = buildLayout(params);
    layouts.set(params, layout);
  }
  lastParams = params;
  lastLayout = layout;
  return layout;
}

function buildLayout(params: HarvestParams): Layout {
  const height = params.map.length;
  const width = (params.map[0] as string).length;
  const stride = width + 2 * VIEW_AHEAD;
  const numCells = stride * (height + 2 * VIEW_AHEAD);
  const cells = readCells(params.map, stride, numCells);
  const around = sitesAround(cells.siteCell, cells, params.regrowthRadius);
  const bushOf = componentsOf(around);
  const bushSize = sizesOf(bushOf);
  const ahead = Int32Array.from(FORWARD_X, (x, facing) => x + stride * (FORWARD_Y[facing] as number));
  return {
    numSeats: params.seats,
    width,
    height,
    stride,
    numCells,
    ...cells,
    ...areasOf(cells, width, height),
    walls: Uint8Array.from(cells.siteAt, (site) => (site === BLOCKED_CELL ? WALLED : 0)),
    siteCell: Uint16Array.from(cells.siteCell),
    neighbourStart: Uint32Array.from([0, ...runningSums(around.map((sites) => sites.length))]),
    neighbours: Uint16Array.from(around.flat()),
    backBits: Uint16Array.from(
      around.flatMap((others, site) =>
        others.map((other) => bitOf((around[other] as number[]).indexOf(site))),
      ),
    ),
    bushOf,
    numBushes: bushSize.length,
    bushSize,
    ahead,
    moveOffset: moveOffsets(ahead),
    beamOffset: beamOffsets(ahead, params),
    beamColumns: 1 + 2 * params.beamRadius,
    beamLength: params.beamLength,
    windowAt: windowTable(ahead, numCells),
    windowSpan: 2 * numCells,
    windowMiddle: numCells,
    windows: [],
    sight: undefined,
    noRegrowth: params.regrowth.map((p) => chancesOfNone(p, cells.siteCell.length)),
  };
}

/** Cell of map column x and row y. */
export function cellAt(layout: Layout, x: number, y: number): number {
  return (y + VIEW_AHEAD) * layout.stride + x + VIEW_AHEAD;
}

interface Cells {
  readonly ground: Uint8Array;
  readonly cellX: Int16Array;
  readonly cellY: Int16Array;
  readonly siteAt: Int16Array;
  readonly siteCell: number[];
  readonly insideSpawns: number[];
  readonly outsideSpawns: number[];
}

function readCells(map: readonly string[], stride: number, numCells: number): Cells {
  const cells: Cells = {
    ground: new Uint8Array(numCells).fill(OUTSIDE),
    cellX: Int16Array.from({ length: numCells }, (_, cell) => (cell % stride) - VIEW_AHEAD),
    cellY: Int16Array.from({ length: numCells }, (_, cell) => Math.floor(cell / stride) - VIEW_AHEAD),
    siteAt: new Int16Array(numCells).fill(BLOCKED_CELL),
    siteCell: [],
    insideSpawns: [],
    outsideSpawns: [],
  };
  for (const [y, row] of map.entries()) {
    for (const [x, letter] of row.split('').entries()) {
      const cell = (y + VIEW_AHEAD) * stride + x + VIEW_AHEAD;
      cells.ground[cell] = letter === 'W' ? WALL : letter === 'A' ? APPLE : FLOOR;
      if (letter !== 'W') cells.siteAt[cell] = letter === 'A' ? cells.siteCell.push(cell) - 1 : OPEN_CELL;
      if (letter === 'Q') cells.insideSpawns.push(cell);
      if (letter === 'P') cells.outsideSpawns.push(cell);
    }
  }
  return cells;
}

function areasOf(
  { cellX, cellY }: Cells,
  width: number,
  height: number,
): Pick<Layout, 'areaOf' | 'numAreas'> {
  const columns = Math.ceil(width / AREA_SIDE);
  const areaOf = Uint16Array.from(cellX, (x, cell) => {
    const y = cellY[cell] as number;
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    return 1 + Math.floor(y / AREA_SIDE) * columns + Math.floor(x / AREA_SIDE);
  });
  return { areaOf, numAreas: columns * Math.ceil(height / AREA_SIDE) };
}

function sitesAround(siteCell: readonly number[], cells: Cells, radius: number): number[][] {
  return siteCell.map((here) =>
    siteCell.flatMap((there, site) => {
      const dx = (cells.cellX[there] as number) - (cells.cellX[here] as number);
      const dy = (cells.cellY[there] as number) - (cells.cellY[here] as number);
      return there !== here && dx * dx + dy * dy <= radius * radius ? [site] : [];
    }),
  );
}

function bitOf(index: number): number {
  return (1 << index) & 0xffff;
}

/** Number of the connected component of each node, in the order of first nodes. */
function componentsOf(around: readonly number[][]): Uint16Array {
  const component = new Int32Array(around.length).fill(-1);
  let next = 0;
  for (let start = 0; start < around.length; start += 1) {
    if (component[start] !== -1) continue;
    component[start] = next;
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of around[node] as number[]) {
        if (component[other] === -1) {
          component[other] = next;
          open.push(other);
        }
      }
    }
    next += 1;
  }
  return Uint16Array.from(component);
}

function sizesOf(bushOf: Uint16Array): Uint16Array {
  const sizes = new Uint16Array(bushOf.reduce((most, bush) => Math.max(most, bush + 1), 0));
  for (const bush of bushOf) sizes[bush] = (sizes[bush] as number) + 1;
  return sizes;
}

function moveOffsets(ahead: Int32Array): Int32Array {
  const offsets = new Int32Array(32);
  for (let facing = 0; facing < 4; facing += 1) {
    const right = ahead[(facing + 1) & 3] as number;
    offsets[8 * facing + FORWARD] = ahead[facing] as number;
    offsets[8 * facing + BACKWARD] = -(ahead[facing] as number);
    offsets[8 * facing + STEP_LEFT] = -right;
    offsets[8 * facing + STEP_RIGHT] = right;
  }
  return offsets;
}

/**
 * The margin of the map makes the difference of two cells enough to tell whether one lies in the other's window:
 * a difference that wraps round the rows is wider than any window.
 */
function windowTable(ahead: Int32Array, numCells: number): Uint8Array {
  const table = new Uint8Array(4 * 2 * numCells).fill(OUT_OF_WINDOW);
  for (let facing = 0; facing < 4; facing += 1) {
    const forward = ahead[facing] as number;
    const right = ahead[(facing + 1) & 3] as number;
    for (let i = 0; i < VIEW_CELLS; i += 1) {
      const row = Math.floor(i / VIEW_SIZE);
      const offset = (VIEW_AHEAD - row) * forward + ((i % VIEW_SIZE) - VIEW_SIDE) * right;
      table[(2 * facing + 1) * numCells + offset] = i;
    }
  }
  return table;
}

/** The middle column begins ahead of the player, the outer ones beside it. */
function beamOffsets(ahead: Int32Array, { beamLength, beamRadius }: HarvestParams): Int32Array {
  const offsets: number[] = [];
  for (let facing = 0; facing < 4; facing += 1) {
    const forward = ahead[facing] as number;
    const right = ahead[(facing + 1) & 3] as number;
    for (let side = -beamRadius; side <= beamRadius; side += 1) {
      const first = side === 0 ? 1 : 0;
      for (let i = 0; i < beamLength; i += 1) offsets.push(side * right + (first + i) * forward);
    }
  }
  return Int32Array.from(offsets);
}

function chancesOfNone(p: number, most: number): Float64Array {
  // Repeated products, not Math.pow, whose last bit differs between browsers: a replay must not.
  const chances = new Float64Array(most + 1).fill(TWO_TO_32);
  for (let n = 1; n <= most; n += 1) chances[n] = (chances[n - 1] as number) * (1 - p);
  return chances;
}

function runningSums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}
