import { expect, test } from '@jest/globals';
import { countEvents, tellingMarkers } from '../../../client/replay/countEvents.ts';
import { returnSeries, thinnedRows } from '../../../client/replay/returnSeries.ts';

test('[CL10] the plot starts at zero and holds the return after every step', () => {
  const rewards = (step: number, returns: number[]) => ({
    kind: 'rewards' as const,
    episode: 'e',
    step,
    rewards: [],
    returns,
    at: 0,
  });
  expect(returnSeries([rewards(0, [-1, -1]), rewards(1, [-1, -4])], 2)).toEqual({
    steps: [0, 1, 2],
    returns: [
      [0, -1, -1],
      [0, -1, -4],
    ],
  });
});

test('[CL10] the table beside the plot keeps the first and the last row', () => {
  expect(thinnedRows(3, 40)).toEqual([0, 1, 2]);
  const rows = thinnedRows(1000, 40);
  expect(rows).toHaveLength(40);
  expect([rows[0], rows.at(-1)]).toEqual([0, 999]);
});

test('[CL10] events are counted by kind and seat, most frequent first', () => {
  const marker = (kind: string, seat?: number) =>
    ({ source: 'game', step: 1, kind, ...(seat === undefined ? {} : { seat }) }) as const;
  expect(
    countEvents([marker('zap', 1), marker('eat', 0), marker('eat', 1), marker('eat', 1), marker('all')], 2),
  ).toEqual([
    { kind: 'eat', total: 3, bySeat: [1, 2] },
    { kind: 'all', total: 1, bySeat: [0, 0] },
    { kind: 'zap', total: 1, bySeat: [0, 1] },
  ]);
});

test('[CL10] a default tells something in a turn game, and nothing where it means that no key was held', () => {
  const missed = { source: 'decision', step: 1, kind: 'default', seat: 0 } as const;
  expect(tellingMarkers([missed], 'turns')).toEqual([missed]);
  expect(tellingMarkers([missed], 'ticks')).toEqual([]);
});
