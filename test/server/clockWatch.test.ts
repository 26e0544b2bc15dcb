import { expect, test } from '@jest/globals';
import { watchClock } from '../../server/clockWatch.ts';
import { makeManualClock } from '../fixtures/manualClock.ts';

test('[OP20] a clock that is set is told of once, with by how much; small corrections are not', async () => {
  const clock = makeManualClock();
  let offset = 0;
  const told: string[] = [];
  const end = watchClock(
    clock,
    () => clock.now() + offset,
    (what) => told.push(what),
  );
  await clock.advance(5000);
  offset = -1500;
  await clock.advance(5000);
  expect(told).toEqual([]);
  offset -= 86_400_000;
  await clock.advance(20_000);
  expect(told).toEqual([expect.stringContaining('clock was set back by 86400 s')]);
  offset = 0;
  await clock.advance(5000);
  expect(told[1]).toContain('set forward by 86402 s');
  end();
  offset = -86_400_000;
  await clock.advance(50_000);
  expect(told).toHaveLength(2);
});
