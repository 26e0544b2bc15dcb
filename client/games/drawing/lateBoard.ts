export interface LateBoard<Board> {
  /** Runs at once, or as soon as the board is there; of several that wait only the last one runs. */
  use(draw: (board: Board) => void): void;
  destroy(): void;
}

/**
 * A board that opens while the page already works; it may be destroyed before it has opened.
 * @param onFailure the browser gives nothing to draw on: the scene's words and controls must do
 */
export function lateBoard<Board extends { destroy(): void }>(
  open: () => Promise<Board>,
  onFailure: (reason: unknown) => void,
): LateBoard<Board> {
  let board: Board | undefined;
  let waiting: ((board: Board) => void) | undefined;
  let destroyed = false;
  open().then((opened) => {
    if (destroyed) {
      opened.destroy();
      return;
    }
    board = opened;
    waiting?.(opened);
    waiting = undefined;
  }, onFailure);
  return {
    use: (draw) => {
      if (board) draw(board);
      else waiting = draw;
    },
    destroy: () => {
      destroyed = true;
      board?.destroy();
      board = undefined;
      waiting = undefined;
    },
  };
}
