import {
  BEAM,
  NOBODY,
  SELF,
  VIEW_AHEAD,
  VIEW_CELLS,
  VIEW_SELF,
  VIEW_SIDE,
  VIEW_SIZE,
  occupantCode,
} from './geometry.ts';
import { OUT_OF_WINDOW, type Layout, type PoseWindow } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { isOnBoard, siteLook, type HarvestState } from './state.ts';

/** 121 bytes of ground, 121 of occupants, one of readiness. */
export const OBSERVATION_LENGTH = 2 * VIEW_CELLS + 1;

/**
 * Writes what a seat may know; see the header of game.ts. Most of a window never changes: that is copied, and
 * apples, players and beams are patched into it.
 * @param out [OBSERVATION_LENGTH]
 */
export function writeObservation(
  params: HarvestParams,
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  if (!isOnBoard(state, seat)) {
    out.fill(0);
    return;
  }
  const cell = state.cell[seat] as number;
  const facing = state.facing[seat] as number;
  const window = layout.windows[4 * cell + facing] ?? makeWindow(layout, cell, facing);
  out.set(window.observation);
  writeApples(state, window, out);
  writeOthers(layout, state, seat, out);
  if (state.numBeams > 0) hideUnderBeams(layout, state, seat, out);
  out[2 * VIEW_CELLS] = readiness(params, state, seat);
}

/** Halves of being ready to shoot, rounded down: 2 can shoot, 0 has just shot, is off the board or never can. */
export function readiness(params: HarvestParams, state: HarvestState, seat: number): 0 | 1 | 2 {
  if (params.zap === 'off' || !isOnBoard(state, seat)) return 0;
  const left = state.cooldown[seat] as number;
  if (left === 0) return 2;
  return 2 * left <= params.cooldown ? 1 : 0;
}

function makeWindow(layout: Layout, cell: number, facing: number): PoseWindow {
  const observation = new Uint8Array(OBSERVATION_LENGTH);
  const ahead = layout.ahead[facing] as number;
  const right = layout.ahead[(facing + 1) & 3] as number;
  const sites: number[] = [];
  const siteIndices: number[] = [];
  for (let i = 0; i < VIEW_CELLS; i += 1) {
    const row = Math.floor(i / VIEW_SIZE);
    const there = cell + (VIEW_AHEAD - row) * ahead + ((i % VIEW_SIZE) - VIEW_SIDE) * right;
    observation[i] = layout.ground[there] as number;
    const site = layout.siteAt[there] as number;
    if (site < 0) continue;
    sites.push(site);
    siteIndices.push(i);
  }
  observation[VIEW_CELLS + VIEW_SELF] = SELF;
  const window = {
    observation,
    sites: Uint16Array.from(sites),
    siteIndices: Uint8Array.from(siteIndices),
  };
  layout.windows[4 * cell + facing] = window;
  return window;
}

function writeApples(state: HarvestState, window: PoseWindow, out: Float32Array | Uint8Array): void {
  const { sites, siteIndices } = window;
  for (let i = 0; i < sites.length; i += 1) {
    out[siteIndices[i] as number] = siteLook(state, sites[i] as number);
  }
}

function writeOthers(
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  const { cell, facing, colour } = state;
  const { windowAt } = layout;
  const ownFacing = facing[seat] as number;
  const base = ownFacing * layout.windowSpan + layout.windowMiddle - (cell[seat] as number);
  // Cell 0, where those off the board are, lies in nobody's window.
  for (let other = 0; other < cell.length; other += 1) {
    const i = windowAt[base + (cell[other] as number)] as number;
    if (i === OUT_OF_WINDOW || other === seat) continue;
    const turned = ((facing[other] as number) - ownFacing) & 3;
    out[VIEW_CELLS + i] = occupantCode(colour[other] as number, turned);
  }
}

function hideUnderBeams(
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  const { beams, numBeams } = state;
  for (let beam = 0; beam < numBeams; beam += 1) {
    const i = windowIndex(layout, state, seat, beams[beam] as number);
    if (i === OUT_OF_WINDOW) continue;
    out[i] = BEAM;
    out[VIEW_CELLS + i] = NOBODY;
  }
}

/** Index of a map cell in the window of a seat on the board, or OUT_OF_WINDOW. */
function windowIndex(layout: Layout, state: HarvestState, seat: number, cell: number): number {
  const row = (state.facing[seat] as number) * layout.windowSpan + layout.windowMiddle;
  return layout.windowAt[row + cell - (state.cell[seat] as number)] as number;
}

/** True if the cell lies in the seat's window. */
export function reaches(layout: Layout, state: HarvestState, seat: number, cell: number): boolean {
  return isOnBoard(state, seat) && windowIndex(layout, state, seat, cell) !== OUT_OF_WINDOW;
}

/** True if the seat sees what lies in this cell: in its window and under no beam. */
export function sees(layout: Layout, state: HarvestState, seat: number, cell: number): boolean {
  return reaches(layout, state, seat, cell) && !state.beams.subarray(0, state.numBeams).includes(cell);
}
