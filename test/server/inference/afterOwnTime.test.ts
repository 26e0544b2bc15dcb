import { expect, test } from '@jest/globals';
import { afterOwnTime } from '../../../server/inference/afterOwnTime.ts';
import { makeManualClock } from '../../fixtures/manualClock.ts';

test('[AG12] a thread is given its time even if the one that waits for it was kept from running', async () => {
  const clock = makeManualClock();
  const late: number[] = [];
  // As a busy machine does it: what is due is done long after its time.
  const busy = {
    now: () => clock.now(),
    after: (ms: number, act: () => void) => clock.after(ms + stall(), act),
  };
  let stalls = 1;
  const stall = (): number => (stalls-- > 0 ? 60_000 : 0);
  const startedAt = clock.now();
  afterOwnTime(busy, 5000, () => late.push(clock.now() - startedAt));
  await clock.advance(64_999);
  expect(late).toEqual([]);
  await clock.advance(1);
  expect(late).toEqual([65_000]);
});

test('[AG12] who answers in time is not stopped', async () => {
  const clock = makeManualClock();
  let isLate = false;
  const cancel = afterOwnTime(clock, 5000, () => (isLate = true));
  await clock.advance(4999);
  cancel();
  await clock.advance(10_000);
  expect(isLate).toBe(false);
});
