import {
  BACKWARD,
  FORWARD,
  STEP_LEFT,
  STEP_RIGHT,
  TURN_LEFT,
  TURN_RIGHT,
  VIEW_AHEAD,
  VIEW_SIDE,
} from '../../../shared/games/harvest/geometry.ts';

/** How the window's contents moved in a step, because the player in it did: in cells, y downwards. */
export interface EgoMotion {
  readonly x: number;
  readonly y: number;
  /** Quarter turns clockwise about the own cell. */
  readonly turns: -1 | 0 | 1;
}

export const STILL: EgoMotion = { x: 0, y: 0, turns: 0 };

/** When I step forward, all the rest comes down by a cell; when I turn left, it turns clockwise about me. */
export function egoMotion(action: number): EgoMotion {
  switch (action) {
    case FORWARD:
      return { x: 0, y: 1, turns: 0 };
    case BACKWARD:
      return { x: 0, y: -1, turns: 0 };
    case STEP_LEFT:
      return { x: 1, y: 0, turns: 0 };
    case STEP_RIGHT:
      return { x: -1, y: 0, turns: 0 };
    case TURN_LEFT:
      return { x: 0, y: 0, turns: 1 };
    case TURN_RIGHT:
      return { x: 0, y: 0, turns: -1 };
    default:
      return STILL;
  }
}

export interface Spot {
  readonly column: number;
  readonly row: number;
}

/** Where a spot of the window before lies in the window after. */
export function carry({ column, row }: Spot, { x, y, turns }: EgoMotion): Spot {
  const aside = column - VIEW_SIDE;
  const below = row - VIEW_AHEAD;
  // A quarter turn clockwise, y downwards: (aside, below) becomes (-below, aside).
  if (turns === 1) return { column: VIEW_SIDE - below, row: VIEW_AHEAD + aside };
  if (turns === -1) return { column: VIEW_SIDE + below, row: VIEW_AHEAD - aside };
  return { column: column + x, row: row + y };
}
