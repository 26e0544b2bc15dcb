import { expect, test } from '@jest/globals';
import { standardise } from '../../../models/returns/standardise.ts';

test('[LN43] every kind is shifted and scaled by itself, without what does not count', () => {
  const values = Float32Array.from([1, 10, 3, 30, 100, 7]);
  const counts = Uint8Array.from([1, 1, 1, 1, 0, 1]);
  const kinds = [0, 1, 0, 1, 0, 2];
  const out = standardise({ values, counts, kindOf: (i) => kinds[i] as number });
  // Means 2, 20 and 7, deviations 1, 10 and 0.
  expect([...out]).toEqual([-1, -1, 1, 1, 0, 0]);
});

test('[LN43] sums over all members of a team count', () => {
  const values = Float32Array.from([1, 3]);
  const out = standardise({
    values,
    counts: Uint8Array.from([1, 1]),
    kindOf: () => 0,
    // Somebody else holds two more entries of 6 each: mean 4, squares 1 + 9 + 72 over 4.
    sumOverAll: (sums) => [2, 12, 72].forEach((x, i) => void (sums[i]! += x)),
  });
  const deviation = Math.sqrt(82 / 4 - 16);
  expect(out[0]).toBeCloseTo((1 - 4) / deviation, 6);
  expect(out[1]).toBeCloseTo((3 - 4) / deviation, 6);
});
