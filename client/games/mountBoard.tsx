import { render, type JSX } from 'preact';
import { boardRoom } from './boardRoom.ts';
import { lateBoard } from './drawing/lateBoard.ts';
import type { MountedScene, SceneContext, SceneTurn } from './scene.ts';

/** What a board can do. */
interface Board<View> {
  show(view: View, before: View | undefined, tweenMs: number): void;
  destroy(): void;
}

export interface BoardTableProps<View> {
  readonly turn: SceneTurn<View>;
  readonly context: SceneContext;
  /** What the board draws on, for a `BoardFrame`. */
  readonly place: HTMLElement;
  /** Whether there is no board: words must do. */
  readonly failed: boolean;
}

export interface BoardScene<View> {
  /** Class of what the board draws on. */
  readonly placeClass: string;
  /** Opens the board, at the first turn: only then is it known whose side this is. */
  readonly open: (place: HTMLElement, turn: SceneTurn<View>) => Promise<Board<View>>;
  /** Draws what stands around the board. */
  readonly table: (props: BoardTableProps<View>) => JSX.Element;
  /** A new situation is about to be shown. */
  readonly onStep?: (turn: SceneTurn<View>, before: SceneTurn<View> | undefined) => void;
}

/** Mounts a scene of a board that opens while its words and controls already work. */
export function mountBoard<View>(
  host: HTMLElement,
  context: SceneContext,
  { placeClass, open, table: Table, onStep }: BoardScene<View>,
): Promise<MountedScene<View>> {
  const place = document.createElement('div');
  place.className = placeClass;
  const room = boardRoom(host);
  let shown: SceneTurn<View> | undefined;
  let failed = false;
  let board: ReturnType<typeof lateBoard<Board<View>>> | undefined;
  const draw = (turn: SceneTurn<View>): void =>
    render(<Table turn={turn} context={context} place={place} failed={failed} />, host);
  return Promise.resolve({
    update: (turn) => {
      draw(turn);
      room.measure();
      board ??= lateBoard(
        () => open(place, turn),
        () => {
          failed = true;
          draw(shown ?? turn);
        },
      );
      const before = shown;
      shown = turn;
      if (before?.view === turn.view) return;
      onStep?.(turn, before);
      board.use((opened) => opened.show(turn.view, turn.previousView, turn.tweenMs));
    },
    destroy: () => {
      board?.destroy();
      room.destroy();
      render(null, host);
    },
  });
}

interface BoardFrameProps {
  readonly place: HTMLElement;
  readonly class: string;
  readonly label: string;
}

/** Where the board stands among the words. */
export function BoardFrame({ place, class: className, label }: BoardFrameProps): JSX.Element {
  return (
    <div
      class={className}
      role="img"
      aria-label={label}
      ref={(frame) => {
        if (frame && place.parentElement !== frame) frame.append(place);
      }}
    />
  );
}
