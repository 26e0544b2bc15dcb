/** Actions by index; steps are relative to the facing and do not turn. */
export const ACTION_NAMES = [
  'noop',
  'forward',
  'backward',
  'step-left',
  'step-right',
  'turn-left',
  'turn-right',
  'zap',
] as const;

export const NOOP = 0;
export const FORWARD = 1;
export const BACKWARD = 2;
export const STEP_LEFT = 3;
export const STEP_RIGHT = 4;
export const TURN_LEFT = 5;
export const TURN_RIGHT = 6;
export const ZAP = 7;

/** Facings 0..3 are north (up, y falls), east, south, west: +1 turns right. */
export const NORTH = 0;
export const EAST = 1;
export const SOUTH = 2;
export const WEST = 3;

/** Unit vector of each facing, y downwards. */
export const FORWARD_X = [0, 1, 0, -1] as const;
export const FORWARD_Y = [-1, 0, 1, 0] as const;

/** The egocentric window: so many cells ahead of, behind and to each side of the player, who faces up. */
export const VIEW_AHEAD = 9;
export const VIEW_BEHIND = 1;
export const VIEW_SIDE = 5;
/** A square: as many rows as columns. */
export const VIEW_SIZE = VIEW_AHEAD + 1 + VIEW_BEHIND;
export const VIEW_CELLS = VIEW_SIZE * VIEW_SIZE;

/** Own cell in the window, row-major from its top left. */
export const VIEW_SELF = VIEW_AHEAD * VIEW_SIZE + VIEW_SIDE;

/** What a cell of ground looks like. */
export const OUTSIDE = 0;
export const WALL = 1;
/** A bush cell without an apple, near which apples lived a step ago. */
export const GRASS = 2;
/** Bare floor, or a bush cell that has dried out. */
export const FLOOR = 3;
export const APPLE = 4;
/** A beam hides whatever is under it. */
export const BEAM = 5;

/**
 * What shows on a site, with the live apples around it, of which more than MOST_AROUND make no difference: an apple
 * (from 0), grass (from GRASS_KIND), or floor (from FLOOR_KIND).
 */
export const MOST_AROUND = 3;
export const GRASS_KIND = 4;
export const FLOOR_KIND = 8;

/** Who stands in a cell of the window. */
export const NOBODY = 0;
export const SELF = 1;

/** @param colour 0..15   @param facing relative to the viewer, or absolute for a spectator */
export function occupantCode(colour: number, facing: number): number {
  return 2 + 4 * colour + facing;
}

export const MAX_SEATS = 16;

/** The first of a set of seats that is not empty, a bit per seat. */
export function lowestSeat(seats: number): number {
  return 31 - Math.clz32(seats & -seats);
}
export const MAX_OCCUPANT_CODE = occupantCode(MAX_SEATS - 1, WEST);
