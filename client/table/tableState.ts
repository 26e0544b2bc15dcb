import type { Action } from '../../shared/game.ts';
import type { EndedUpdate, Notice, TableInfo, TurnUpdate } from '../../shared/protocol/table.ts';
import type { ConnectionState } from '../net/keptConnection.ts';

/** A `turn` message together with what this page knows beyond it. */
export interface KnownTurn extends TurnUpdate {
  /** View one step earlier; undefined at the start and after a gap. */
  readonly previousView: unknown;
  /** Sent by this page for this step. */
  readonly ownMove: Action | null;
  /** When this page got it (server clock). */
  readonly shownAt: number;
}

/** Why a request of this page did nothing. */
export interface RefusalNote {
  readonly code: string;
  readonly message: string;
  /** Grows, so that the same refusal twice is two. */
  readonly count: number;
}

export interface TableState {
  readonly connection: ConnectionState;
  readonly info: TableInfo | null;
  readonly turn: KnownTurn | null;
  readonly ended: EndedUpdate | null;
  readonly notice: Notice | null;
  readonly refusal: RefusalNote | null;
}

export const EMPTY_TABLE: TableState = {
  connection: { kind: 'connecting' },
  info: null,
  turn: null,
  ended: null,
  notice: null,
  refusal: null,
};

/** @param shownAt server clock */
export function withTurn(state: TableState, update: TurnUpdate, shownAt: number): TableState {
  const before = state.turn?.episode === update.episode ? state.turn : null;
  // Messages of one connection come in order; after a rejoin the server's word counts even if it goes back.
  const sameStep = before?.step === update.step;
  const turn: KnownTurn = {
    ...update,
    previousView: sameStep
      ? before.previousView
      : before && before.step + 1 === update.step
        ? before.view
        : undefined,
    ownMove: sameStep && update.moved ? before.ownMove : null,
    shownAt: sameStep ? before.shownAt : shownAt,
  };
  const ended = state.ended?.episode === update.episode ? state.ended : null;
  return { ...state, turn, ended };
}

/** The page plays a move: shown as made before the server has answered. */
export function withOwnMove(state: TableState, action: Action): TableState {
  return state.turn ? { ...state, turn: { ...state.turn, moved: true, ownMove: action } } : state;
}

/** The server refused the move of this step: it may be made again. */
export function withoutOwnMove(state: TableState, step: number): TableState {
  if (state.turn?.step !== step) return state;
  return { ...state, turn: { ...state.turn, moved: false, ownMove: null } };
}

export function withRefusal(state: TableState, code: string, message: string): TableState {
  return { ...state, refusal: { code, message, count: (state.refusal?.count ?? 0) + 1 } };
}

/** Whether this person may move now. */
export function mayMove({ connection, info, turn }: TableState): boolean {
  return (
    connection.kind === 'open' &&
    info?.you.role === 'player' &&
    info.phase === 'playing' &&
    turn?.status === 'running' &&
    !turn.moved
  );
}
