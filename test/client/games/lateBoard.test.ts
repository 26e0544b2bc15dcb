import { expect, jest, test } from '@jest/globals';
import { lateBoard } from '../../../client/games/drawing/lateBoard.ts';

interface FakeBoard {
  readonly drawn: string[];
  destroy: () => void;
}

function opening() {
  const board: FakeBoard = { drawn: [], destroy: jest.fn() };
  const { promise, resolve, reject } = Promise.withResolvers<FakeBoard>();
  const failed = jest.fn();
  const late = lateBoard(() => promise, failed);
  return { board, late, failed, reject, open: () => resolve(board) };
}

test('[SC10] a board that opens late shows the newest moment, then each one at once', async () => {
  const { board, late, open } = opening();
  late.use(({ drawn }) => drawn.push('old'));
  late.use(({ drawn }) => drawn.push('new'));
  open();
  await Promise.resolve();
  expect(board.drawn).toEqual(['new']);
  late.use(({ drawn }) => drawn.push('next'));
  expect(board.drawn).toEqual(['new', 'next']);
});

test('[SC10] a board that was destroyed before it opened is destroyed as soon as it does, and draws nothing', async () => {
  const { board, late, open } = opening();
  late.use(({ drawn }) => drawn.push('never'));
  late.destroy();
  open();
  await Promise.resolve();
  expect(board.destroy).toHaveBeenCalledTimes(1);
  expect(board.drawn).toEqual([]);
});

test('[SC10] where nothing can be drawn on, the scene is told', async () => {
  const { late, failed, reject } = opening();
  late.use(() => undefined);
  reject(new Error('no canvas'));
  await new Promise(setImmediate);
  expect(failed).toHaveBeenCalledTimes(1);
});
