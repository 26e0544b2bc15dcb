/**
 * Coin Game. Two players walk on a small board whose edges meet. One coin lies there at a time, and it belongs
 * to one of them. Whoever steps on it is paid; but when the other one takes it, its owner is punished by more
 * than the coin is worth. Taking everything pays each player alone; leaving the other's coins pays both.
 *
 * Rules follow LOQA (Aghajohari et al. 2024): both move at once, there is no staying, cells may be shared. Each
 * player on the coin's cell after the move gets +1; if one of them is not its owner, the owner gets -2, so both
 * on it together means -1 for the owner. A coin stays until it is taken; the next one belongs to the other
 * player and lies on a random cell without a player. The observation is four binary planes [self, other, own
 * coin, other's coin] of the board, row by row, so both seats see themselves first. An episode is cut after
 * `steps` (truncated).
 */
import { z } from 'zod';
import {
  NO_EVENTS,
  type Game,
  type GameEvent,
  type GameSpec,
  type SeatIndex,
  type Transition,
} from '../../game.ts';
import { bySide, type OwnAndOther } from '../../ownAndOther.ts';
import type { Rng } from '../../random.ts';

const params = z.strictObject({
  rows: z.int().min(2).max(16).default(3),
  columns: z.int().min(2).max(16).default(3),
  steps: z.int().min(1).max(10_000).default(50),
  /** Reward for each player on the coin's cell. */
  takeReward: z.number().default(1),
  /** Reward that the owner gets on top when the other player takes its coin. */
  penalty: z.number().default(-2),
});
export type CoinParams = z.infer<typeof params>;

/** Index of the action. */
export const LEFT = 0;
export const RIGHT = 1;
export const UP = 2;
export const DOWN = 3;
export type CoinMove = typeof LEFT | typeof RIGHT | typeof UP | typeof DOWN;

/** Cells are numbered row by row: row * columns + column. */
export type CellIndex = number;

export interface CoinState {
  readonly step: number;
  readonly cells: readonly [CellIndex, CellIndex];
  readonly coin: CellIndex;
  readonly owner: 0 | 1;
  /** Of the step before; undefined at the start. */
  readonly lastMoves: readonly [CoinMove, CoinMove] | undefined;
  readonly lastRewards: readonly [number, number];
  /** Who took the coin in the step before: seat 0 counts 1, seat 1 counts 2. */
  readonly lastTakers: number;
  /** Undiscounted sum of rewards. */
  readonly totals: readonly [number, number];
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** From the seat's own side. A spectator sees seat 0's side. */
export interface CoinView {
  readonly rows: number;
  readonly columns: number;
  readonly cell: OwnAndOther<Cell>;
  readonly coin: Cell & { readonly owner: 'own' | 'other' };
  /** The step before, null at the start. */
  readonly last: CoinViewOfLastStep | null;
  readonly total: OwnAndOther<number>;
  readonly step: number;
  readonly steps: number;
  readonly takeReward: number;
  readonly penalty: number;
}

interface CoinViewOfLastStep {
  readonly move: OwnAndOther<CoinMove>;
  readonly reward: OwnAndOther<number>;
  /** Whose coin each player took, as this seat says it: `took.other === 'own'` is a loss; null: none. */
  readonly took: OwnAndOther<'own' | 'other' | null>;
}

/** `seat` is the taker; a coin taken by both at once gives one event for each and one for the pair. */
export interface CoinEvent extends GameEvent {
  readonly kind: 'coin-taken-own' | 'coin-taken-other' | 'coin-taken-together';
}

/** [owner][takers], where takers counts seat 0 as 1 and seat 1 as 2. */
const EVENTS: readonly (readonly (readonly CoinEvent[])[])[] = ([0, 1] as const).map((owner) =>
  [[], [0], [1], [0, 1]].map((takers) => {
    if (takers.length === 0) return NO_EVENTS;
    const events = takers.map((seat): CoinEvent => takenBy(seat, owner));
    return Object.freeze(takers.length === 2 ? [...events, { kind: 'coin-taken-together' }] : events);
  }),
);

function takenBy(seat: SeatIndex, owner: SeatIndex): CoinEvent {
  return Object.freeze({ kind: seat === owner ? 'coin-taken-own' : 'coin-taken-other', seat });
}

const NO_REWARDS: readonly [number, number] = Object.freeze([0, 0] as const);

export const coin: Game<CoinParams, CoinState, CoinView, CoinEvent> = {
  id: 'coin',
  title: 'Coin Game',
  summary:
    "Two players collect coins of two colours; taking the other's coin costs its owner more than it pays.",
  rulesVersion: 1,
  params,
  presets: [
    { id: 'paper', title: '50 steps', params: {} },
    { id: 'league', title: '16 steps', params: { steps: 16 } },
  ],

  spec: (p): GameSpec => ({
    numSeats: 2,
    actions: { kind: 'discrete', names: ['left', 'right', 'up', 'down'] },
    // There is no staying: an absent player walks round the board.
    defaultAction: LEFT,
    observation: { shape: [4, p.rows, p.columns], dtype: 'float32', low: 0, high: 1 },
    maxSteps: p.steps,
    pace: { kind: 'turns', seconds: 10 },
  }),

  reset(p, rng): CoinState {
    const size = p.rows * p.columns;
    const cells = [rng.int(size), rng.int(size)] as const;
    const owner = rng.int(2) as 0 | 1;
    const coin = freeCell(p, cells[0], cells[1], rng);
    return {
      step: 0,
      cells,
      coin,
      owner,
      lastMoves: undefined,
      lastRewards: NO_REWARDS,
      lastTakers: 0,
      totals: NO_REWARDS,
    };
  },

  step(p, state, actions, rng): Transition<CoinState, CoinEvent> {
    const lastMoves = [actions[0], actions[1]] as unknown as readonly [CoinMove, CoinMove];
    const cell0 = cellAfter(p, state.cells[0], lastMoves[0]);
    const cell1 = cellAfter(p, state.cells[1], lastMoves[1]);
    const takers = (cell0 === state.coin ? 1 : 0) + (cell1 === state.coin ? 2 : 0);
    const rewards = takers === 0 ? NO_REWARDS : rewardsOf(p, takers, state.owner);
    return {
      state: {
        step: state.step + 1,
        cells: [cell0, cell1],
        coin: takers === 0 ? state.coin : freeCell(p, cell0, cell1, rng),
        owner: takers === 0 ? state.owner : other(state.owner),
        lastMoves,
        lastRewards: rewards,
        lastTakers: takers,
        totals: takers === 0 ? state.totals : [state.totals[0] + rewards[0], state.totals[1] + rewards[1]],
      },
      rewards,
      terminated: false,
      events: takers === 0 ? NO_EVENTS : (EVENTS[state.owner]?.[takers] ?? NO_EVENTS),
    };
  },

  observe(p, state, seat, out): void {
    const size = p.rows * p.columns;
    out.fill(0);
    out[state.cells[seat === 0 ? 0 : 1]] = 1;
    out[size + state.cells[seat === 0 ? 1 : 0]] = 1;
    out[(state.owner === seat ? 2 : 3) * size + state.coin] = 1;
  },

  view(p, state, seat): CoinView {
    return {
      rows: p.rows,
      columns: p.columns,
      cell: bySide(seat, [toCell(p, state.cells[0]), toCell(p, state.cells[1])]),
      coin: { ...toCell(p, state.coin), owner: state.owner === selfOf(seat) ? 'own' : 'other' },
      last: lastStep(state, seat),
      total: bySide(seat, state.totals),
      step: state.step,
      steps: p.steps,
      takeReward: p.takeReward,
      penalty: p.penalty,
    };
  },

  scrambleHidden: (_p, state) => state,
};

function lastStep(state: CoinState, seat: SeatIndex | 'spectator'): CoinViewOfLastStep | null {
  if (state.lastMoves === undefined) return null;
  // The owner changes whenever a coin is taken: the one that was taken belonged to who does not own the new one.
  const takenFrom = state.owner === selfOf(seat) ? 'other' : 'own';
  return {
    move: bySide(seat, state.lastMoves),
    reward: bySide(seat, state.lastRewards),
    took: bySide(seat, [
      (state.lastTakers & 1) !== 0 ? takenFrom : null,
      (state.lastTakers & 2) !== 0 ? takenFrom : null,
    ]),
  };
}

/** A spectator looks from seat 0's side. */
function selfOf(seat: SeatIndex | 'spectator'): SeatIndex {
  return seat === 'spectator' ? 0 : seat;
}

/** Where a move leads on the torus. */
export function cellAfter(
  { rows, columns }: Pick<CoinParams, 'rows' | 'columns'>,
  cell: CellIndex,
  move: CoinMove,
): CellIndex {
  const column = cell % columns;
  if (move === LEFT) return column === 0 ? cell + columns - 1 : cell - 1;
  if (move === RIGHT) return column === columns - 1 ? cell - columns + 1 : cell + 1;
  const lastRow = (rows - 1) * columns;
  if (move === UP) return cell < columns ? cell + lastRow : cell - columns;
  return cell >= lastRow ? cell - lastRow : cell + columns;
}

/** Uniform over the cells without a player: one draw. */
function freeCell(p: CoinParams, cell0: CellIndex, cell1: CellIndex, rng: Rng): CellIndex {
  const first = Math.min(cell0, cell1);
  const second = Math.max(cell0, cell1);
  let cell = rng.int(p.rows * p.columns - (first === second ? 1 : 2));
  if (cell >= first) cell += 1;
  if (second !== first && cell >= second) cell += 1;
  return cell;
}

/** @param takers counts seat 0 as 1 and seat 1 as 2 */
function rewardsOf(p: CoinParams, takers: number, owner: 0 | 1): readonly [number, number] {
  const rewards: [number, number] = [0, 0];
  if ((takers & 1) !== 0) rewards[0] += p.takeReward;
  if ((takers & 2) !== 0) rewards[1] += p.takeReward;
  const taker = other(owner);
  if ((takers & (taker + 1)) !== 0) rewards[owner] += p.penalty;
  return rewards;
}

function other(seat: 0 | 1): 0 | 1 {
  return seat === 0 ? 1 : 0;
}

function toCell({ columns }: CoinParams, cell: CellIndex): Cell {
  return { row: Math.floor(cell / columns), column: cell % columns };
}
