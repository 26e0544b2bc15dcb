import { describe, expect, test } from '@jest/globals';
import {
  ghostAlpha,
  GHOST_CELLS,
  placeBoard,
  stepOf,
  wayTo,
  wrapped,
} from '../../../client/games/coin/boardGeometry.ts';
import { describeCoin } from '../../../client/games/coin/describeCoin.ts';
import { guideCoin } from '../../../client/games/coin/guideCoin.ts';
import { cellAfter, DOWN, LEFT, RIGHT, UP, type CoinView } from '../../../shared/games/coin/game.ts';
import { makeTurn } from './sceneTurn.ts';

type Taken = 'own' | 'other' | null;
const NOBODY = { own: null, other: null } as const;

function makeView(overrides: Partial<CoinView> = {}): CoinView {
  return {
    rows: 3,
    columns: 3,
    cell: { own: { row: 0, column: 0 }, other: { row: 1, column: 1 } },
    coin: { row: 2, column: 2, owner: 'own' },
    last: { move: { own: RIGHT, other: UP }, reward: { own: 0, other: 0 }, took: NOBODY },
    total: { own: 0, other: 0 },
    step: 3,
    steps: 50,
    takeReward: 1,
    penalty: -2,
    ...overrides,
  };
}

describe('[SC6] the wrapping board', () => {
  test('[SC6] board and ghost cells fit into the canvas, in its middle', () => {
    const { cell, x, y } = placeBoard(500, 300, 3, 5);
    expect(cell * (3 + 2 * GHOST_CELLS)).toBeLessThanOrEqual(300);
    expect(x + (cell * 5) / 2).toBe(250);
    expect(y + (cell * 3) / 2).toBe(150);
    expect(placeBoard(0, 0, 3, 3).cell).toBe(1);
  });

  test('[SC6] things on the board are whole, copies beyond the edge are paler, far ones unseen', () => {
    expect(ghostAlpha(0, 2, 3, 3)).toBe(1);
    expect(ghostAlpha(-1, 2, 3, 3)).toBeLessThan(0.5);
    expect(ghostAlpha(-3, 2, 3, 3)).toBe(0);
    // In the middle of an edge both copies are equally pale: nothing jumps.
    expect(ghostAlpha(-0.5, 1, 3, 3)).toBe(ghostAlpha(2.5, 1, 3, 3));
  });

  test('[SC6] a step drawn is the step the rules make', () => {
    for (const move of [LEFT, RIGHT, UP, DOWN] as const) {
      for (let cell = 0; cell < 12; cell += 1) {
        const after = cellAfter({ rows: 3, columns: 4 }, cell, move);
        const { row, column } = stepOf(move);
        const from = { row: Math.floor(cell / 4), column: cell % 4 };
        const to = { row: Math.floor(after / 4), column: after % 4 };
        expect([(from.row + row + 3) % 3, (from.column + column + 4) % 4]).toEqual([to.row, to.column]);
        const direct = from.row + row === to.row && from.column + column === to.column;
        expect(wrapped(move, to, 3, 4)).toBe(!direct);
      }
    }
  });

  test('[SC6] the way in words is the shortest one, round the edge', () => {
    expect(wayTo({ row: 0, column: 0 }, { row: 2, column: 2 }, 3, 3)).toEqual({ row: -1, column: -1 });
    expect(describeCoin(makeTurn(makeView()))).toContain('the shortest way there is 1 up and 1 left.');
  });
});

describe('[SC1] the guide of the coin game answers what happened', () => {
  const took = (own: Taken, other: Taken) =>
    makeView({
      last: { move: { own: LEFT, other: UP }, reward: { own: 0, other: 0 }, took: { own, other } },
    });

  test.each([
    [makeView({ last: null, step: 0 }), 'Walk to the coin'],
    [makeView(), 'This coin is yours'],
    [makeView({ coin: { row: 2, column: 2, owner: 'other' } }), 'This coin is not yours'],
    [took('own', null), 'You took your own coin'],
    [took('other', null), 'You took a coin that was not yours'],
    [took(null, 'own'), 'Your coin was taken'],
    [took('own', 'own'), 'Your coin was taken'],
    [took(null, 'other'), 'Your partner took its own coin'],
  ])('[SC1] case %#: "%s"', (view, title) => {
    expect(guideCoin(makeTurn(view)).title).toBe(title);
  });

  test('[SC1] walking round the edge is explained while the game is young', () => {
    const last = { move: { own: RIGHT, other: UP }, reward: { own: 0, other: 0 }, took: NOBODY } as const;
    const turn = makeTurn(makeView({ last }), { previousView: makeView() });
    expect(guideCoin(turn).title).toBe('You walked round the edge');
    expect(guideCoin({ ...turn, view: makeView({ last, step: 30 }) }).title).toBe('This coin is yours');
  });
});
