import type { SeatIndex } from '../../game.ts';
import { NOBODY, VIEW_CELLS, occupantCode } from './geometry.ts';
import { cellAt, type Layout } from './layout.ts';
import { OBSERVATION_LENGTH, readiness, writeObservation } from './observation.ts';
import type { HarvestParams } from './params.ts';
import { DEAD_BUSH, isOnBoard, siteLook, type HarvestState } from './state.ts';

export type HarvestView = HarvestSeatView | HarvestSpectatorView;

/**
 * What a person is shown: the observation, and what a learner that remembers its own actions and rewards knows too.
 * The own cell is row 9, column 5 of the 11 x 11 window, facing up.
 */
export interface HarvestSeatView {
  readonly kind: 'seat';
  readonly step: number;
  /** [121] look of each cell, codes of geometry.ts, row-major. */
  readonly ground: Uint8Array;
  /** [121] 0 nobody, 1 self, else 2 + 4 * colour + facing relative to the viewer. */
  readonly occupants: Uint8Array;
  /** Halves of being ready to shoot. */
  readonly ready: 0 | 1 | 2;
  readonly alive: boolean;
  /** Steps until the player is back, 0 while it is on the board. */
  readonly respawnIn: number;
  /** The action that moved or turned the player in the last step, 0 if it stayed: for smooth drawing. */
  readonly motion: number;
  /** Of the last step. */
  readonly reward: number;
  /** Own apples so far. */
  readonly total: number;
}

/** The whole arena, y downwards, north up. */
export interface HarvestSpectatorView {
  readonly kind: 'spectator';
  readonly step: number;
  readonly width: number;
  readonly height: number;
  /** [height * width] look of each cell without beams, row-major. */
  readonly ground: Uint8Array;
  /** [height * width] 0 nobody, else 2 + 4 * colour + absolute facing. */
  readonly occupants: Uint8Array;
  /** Cells, as y * width + x, that beams lit in the last step. */
  readonly beams: readonly number[];
  readonly seats: readonly HarvestSeatStatus[];
  readonly bushes: readonly {
    readonly live: number;
    /** Apples at the start. */
    readonly size: number;
    /** Nothing of it can regrow. */
    readonly dead: boolean;
  }[];
}

export interface HarvestSeatStatus {
  readonly colour: number;
  readonly alive: boolean;
  readonly respawnIn: number;
  /** Column and row, -1 while off the board. */
  readonly x: number;
  readonly y: number;
  /** 0 north, 1 east, 2 south, 3 west. */
  readonly facing: number;
  readonly ready: 0 | 1 | 2;
  readonly motion: number;
  readonly reward: number;
  readonly total: number;
}

export function seatView(
  params: HarvestParams,
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
): HarvestSeatView {
  const observation = new Uint8Array(OBSERVATION_LENGTH);
  writeObservation(params, layout, state, seat, observation);
  return {
    kind: 'seat',
    step: state.step,
    ground: observation.slice(0, VIEW_CELLS),
    occupants: observation.slice(VIEW_CELLS, 2 * VIEW_CELLS),
    ready: readiness(params, state, seat),
    alive: isOnBoard(state, seat),
    respawnIn: state.respawnIn[seat] as number,
    motion: state.motion[seat] as number,
    reward: state.reward[seat] as number,
    total: state.total[seat] as number,
  };
}

export function spectatorView(
  params: HarvestParams,
  layout: Layout,
  state: HarvestState,
): HarvestSpectatorView {
  const { width, height } = layout;
  const ground = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = cellAt(layout, 0, y);
    ground.set(layout.ground.subarray(row, row + width), y * width);
  }
  for (let site = 0; site < layout.siteCell.length; site += 1) {
    const cell = layout.siteCell[site] as number;
    ground[(layout.cellY[cell] as number) * width + (layout.cellX[cell] as number)] = siteLook(state, site);
  }
  const occupants = new Uint8Array(width * height).fill(NOBODY);
  const seats = Array.from({ length: layout.numSeats }, (_, seat) => seatStatus(params, layout, state, seat));
  for (const { alive, x, y, colour, facing } of seats) {
    if (alive) occupants[y * width + x] = occupantCode(colour, facing);
  }
  return {
    kind: 'spectator',
    step: state.step,
    width,
    height,
    ground,
    occupants,
    beams: Array.from(
      state.beams.subarray(0, state.numBeams),
      (cell) => (layout.cellY[cell] as number) * width + (layout.cellX[cell] as number),
    ),
    seats,
    bushes: Array.from(state.bushLive, (live, bush) => ({
      live,
      size: layout.bushSize[bush] as number,
      dead: state.bushEmpty[bush] === DEAD_BUSH,
    })),
  };
}

function seatStatus(
  params: HarvestParams,
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
): HarvestSeatStatus {
  const alive = isOnBoard(state, seat);
  const cell = state.cell[seat] as number;
  return {
    colour: state.colour[seat] as number,
    alive,
    respawnIn: state.respawnIn[seat] as number,
    x: alive ? (layout.cellX[cell] as number) : -1,
    y: alive ? (layout.cellY[cell] as number) : -1,
    facing: state.facing[seat] as number,
    ready: readiness(params, state, seat),
    motion: state.motion[seat] as number,
    reward: state.reward[seat] as number,
    total: state.total[seat] as number,
  };
}
