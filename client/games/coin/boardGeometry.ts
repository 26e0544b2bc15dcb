import { DOWN, LEFT, RIGHT, UP, type Cell, type CoinMove } from '../../../shared/games/coin/game.ts';
import { ringDistance } from '../drawing/tween.ts';

/** Cells that are seen beyond each edge of the board: there the board goes on with its other side. */
export const GHOST_CELLS = 0.8;
const GHOST_ALPHA = 0.42;

/** Where the board lies on its canvas, in pixels. */
export interface BoardPlace {
  readonly cell: number;
  /** Top left corner of cell (0, 0). */
  readonly x: number;
  readonly y: number;
}

export function placeBoard(width: number, height: number, rows: number, columns: number): BoardPlace {
  const cell = Math.max(
    1,
    Math.floor(Math.min(width / (columns + 2 * GHOST_CELLS), height / (rows + 2 * GHOST_CELLS))),
  );
  return { cell, x: (width - cell * columns) / 2, y: (height - cell * rows) / 2 };
}

/** A step as (rows, columns), y downwards. */
export function stepOf(move: CoinMove): Cell {
  return {
    row: move === DOWN ? 1 : move === UP ? -1 : 0,
    column: move === RIGHT ? 1 : move === LEFT ? -1 : 0,
  };
}

/** How visible a thing is whose cell's top left corner lies here: whole on the board, fading beyond its edge.
 *  @param row, column in cells, not rounded, may lie outside  @returns in [0, 1] */
export function ghostAlpha(row: number, column: number, rows: number, columns: number): number {
  const beyond = Math.max(-row, row - (rows - 1), -column, column - (columns - 1));
  if (beyond <= 0) return 1;
  if (beyond >= 1 + GHOST_CELLS) return 0;
  // The first half cell out turns it into a ghost, so that nothing jumps while it crosses the edge.
  return beyond < 0.5 ? 1 - (1 - GHOST_ALPHA) * 2 * beyond : GHOST_ALPHA;
}

/** The shortest way round the board, e.g. {row: -1, column: 1}: one up, one right. */
export function wayTo(from: Cell, to: Cell, rows: number, columns: number): Cell {
  return {
    row: ringDistance(from.row, to.row, rows),
    column: ringDistance(from.column, to.column, columns),
  };
}

/** Did this move leave the board on one side and come in on the other? @param cell where it ended */
export function wrapped(move: CoinMove, cell: Cell, rows: number, columns: number): boolean {
  const { row, column } = stepOf(move);
  const before = { row: cell.row - row, column: cell.column - column };
  return before.row < 0 || before.row >= rows || before.column < 0 || before.column >= columns;
}
