import { describe, expect, test } from '@jest/globals';
import { RandomStream } from '../../../shared/random.ts';
import { episodeSeed } from '../../../models/evaluation/episodeSeed.ts';
import { mean, median, standardError } from '../../../models/evaluation/statistics.ts';

describe('statistics of a simulation', () => {
  test('[CLI7] the standard error is sd / sqrt(n) with the unbiased sd', () => {
    // Deviations from 5 are -3 -1 -1 -1 0 0 2 4: squares sum to 32; sd^2 = 32 / 7; se = sqrt(32 / 7 / 8).
    expect(standardError([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(4 / 7), 12);
    expect(standardError([3, 3, 3])).toBe(0);
  });

  test('[CLI7] one value has no standard error', () => {
    expect(standardError([5])).toBeNull();
  });

  test('[CLI7] mean and median of nothing are refused; a median of two is between them', () => {
    expect(() => mean([])).toThrow('expected at least one value');
    expect(() => median([])).toThrow('expected at least one value');
    expect(median([9, 1, 4])).toBe(4);
    expect(median([8, 1, 4, 2])).toBe(3);
  });
});

describe('the seed of an episode', () => {
  test("[CLI5] is 53 bits of the stream (seed, 'episode', index)", () => {
    const stream = new RandomStream(7, 'episode', 3);
    const high = stream.uint32() >>> 11;
    expect(episodeSeed(7, 3)).toBe(high * 4294967296 + stream.uint32());
  });

  test('[CLI5] 10,000 of them are distinct, in range and use the high bits', () => {
    const seeds = Array.from({ length: 10_000 }, (_, index) => episodeSeed(1, index));
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
    expect(Math.max(...seeds)).toBeGreaterThan(2 ** 53 * 0.999);
  });
});
