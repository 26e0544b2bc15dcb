import {
  BEAM,
  FORWARD_X,
  FORWARD_Y,
  NOBODY,
  OUTSIDE,
  SELF,
  VIEW_AHEAD,
  VIEW_CELLS,
  VIEW_SELF,
  VIEW_SIDE,
  VIEW_SIZE,
  occupantCode,
} from './geometry.ts';
import type { Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { isOnBoard, type HarvestState } from './state.ts';

/** 121 bytes of ground, 121 of occupants, one of readiness. */
export const OBSERVATION_LENGTH = 2 * VIEW_CELLS + 1;

/** Writes what a seat may know; see the header of game.ts.  @param out [OBSERVATION_LENGTH] */
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
  writeGround(layout, state, seat, out);
  out.fill(NOBODY, VIEW_CELLS);
  out[VIEW_CELLS + VIEW_SELF] = SELF;
  writeOthers(layout, state, seat, out);
  hideUnderBeams(layout, state, seat, out);
  out[2 * VIEW_CELLS] = readiness(params, state, seat);
}

/** Halves of being ready to shoot, rounded down: 2 can shoot, 0 has just shot, is off the board or never can. */
export function readiness(params: HarvestParams, state: HarvestState, seat: number): 0 | 1 | 2 {
  if (params.zap === 'off' || !isOnBoard(state, seat)) return 0;
  const left = state.cooldown[seat] as number;
  if (left === 0) return 2;
  return 2 * left <= params.cooldown ? 1 : 0;
}

function writeGround(
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  const { ground } = state;
  const facing = state.facing[seat] as number;
  const ahead = layout.ahead[facing] as number;
  const right = layout.ahead[(facing + 1) & 3] as number;
  let rowStart = (state.cell[seat] as number) + VIEW_AHEAD * ahead - VIEW_SIDE * right;
  let i = 0;
  for (let row = 0; row < VIEW_SIZE; row += 1) {
    let cell = rowStart;
    for (let column = 0; column < VIEW_SIZE; column += 1) {
      out[i] = ground[cell] as number;
      i += 1;
      cell += right;
    }
    rowStart -= ahead;
  }
}

function writeOthers(
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  const facing = state.facing[seat] as number;
  for (let other = 0; other < layout.numSeats; other += 1) {
    if (other === seat || !isOnBoard(state, other)) continue;
    const i = windowIndex(layout, state, seat, state.cell[other] as number);
    if (i < 0) continue;
    const turned = ((state.facing[other] as number) - facing) & 3;
    out[VIEW_CELLS + i] = occupantCode(state.colour[other] as number, turned);
  }
}

function hideUnderBeams(
  layout: Layout,
  state: HarvestState,
  seat: number,
  out: Float32Array | Uint8Array,
): void {
  for (let beam = 0; beam < state.numBeams; beam += 1) {
    const i = windowIndex(layout, state, seat, state.beams[beam] as number);
    if (i < 0) continue;
    out[i] = BEAM;
    out[VIEW_CELLS + i] = NOBODY;
  }
}

/** Index of a map cell in the window of a seat on the board, or -1 if it lies outside the window. */
export function windowIndex(layout: Layout, state: HarvestState, seat: number, cell: number): number {
  const { cellX, cellY } = layout;
  const own = state.cell[seat] as number;
  const facing = state.facing[seat] as number;
  const dx = (cellX[cell] as number) - (cellX[own] as number);
  const dy = (cellY[cell] as number) - (cellY[own] as number);
  const forwardX = FORWARD_X[facing] as number;
  const forwardY = FORWARD_Y[facing] as number;
  // Right of a facing (x, y) is (-y, x), y downwards.
  const row = VIEW_AHEAD - (dx * forwardX + dy * forwardY);
  const column = VIEW_SIDE + (dy * forwardX - dx * forwardY);
  // As unsigned numbers, negative ones are large.
  if (row >>> 0 >= VIEW_SIZE || column >>> 0 >= VIEW_SIZE) return -1;
  return row * VIEW_SIZE + column;
}

/** True if the seat sees what lies in this cell: in its window and under no beam. */
export function sees(layout: Layout, state: HarvestState, seat: number, cell: number): boolean {
  if (!isOnBoard(state, seat) || windowIndex(layout, state, seat, cell) < 0) return false;
  return state.ground[cell] !== OUTSIDE && !state.beams.subarray(0, state.numBeams).includes(cell);
}
