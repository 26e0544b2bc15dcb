import { describe, expect, test } from '@jest/globals';
import { pick, RandomStream, shuffle } from '../../shared/random.ts';

const draws = (stream: RandomStream, n = 5): number[] => Array.from({ length: n }, () => stream.uint32());

describe('random streams', () => {
  test('[RN1] a stream is a function of seed, name and index', () => {
    expect(draws(new RandomStream(7, 'step', 3))).toEqual(draws(new RandomStream(7, 'step', 3)));
    const others = [
      new RandomStream(8, 'step', 3),
      new RandomStream(7 + 2 ** 32, 'step', 3),
      new RandomStream(7, 'reset', 3),
      new RandomStream(7, 'step', 4),
    ];
    for (const other of others) expect(draws(other)).not.toEqual(draws(new RandomStream(7, 'step', 3)));
  });

  test('[RN1] its numbers never change: recorded values', () => {
    expect(draws(new RandomStream(0, 'reset'), 3)).toMatchInlineSnapshot(`
     [
       1914887322,
       353419706,
       135713991,
     ]
    `);
    expect(draws(new RandomStream(2 ** 53 - 1, 'step', 1234), 3)).toMatchInlineSnapshot(`
     [
       3476353951,
       1590026502,
       2045444993,
     ]
    `);
  });

  test('[RN2] moving a stream to an index forgets what was drawn before', () => {
    const stream = new RandomStream(7, 'step', 0);
    draws(stream);
    expect(draws(stream.moveTo(3))).toEqual(draws(new RandomStream(7, 'step', 3)));
  });

  test('[RN3] int(n) is uniform: chi-square of 60,000 draws over 6 stays under the 0.999 quantile', () => {
    const stream = new RandomStream(1, 'dice');
    const rolls = Array.from({ length: 60_000 }, () => stream.int(6));
    const chiSquare = [0, 1, 2, 3, 4, 5]
      .map((face) => rolls.filter((r) => r === face).length - 10_000)
      .reduce((sum, d) => sum + (d * d) / 10_000, 0);
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('[RN3] float() lies in [0, 1) with mean near one half; chance(p) happens in p of the cases', () => {
    const stream = new RandomStream(2, 'floats');
    const floats = Array.from({ length: 20_000 }, () => stream.float());
    expect(Math.min(...floats)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...floats)).toBeLessThan(1);
    expect(floats.reduce((a, b) => a + b) / 20_000).toBeCloseTo(0.5, 1);
    const hits = Array.from({ length: 20_000 }, () => stream.chance(0.1)).filter(Boolean).length;
    expect(Math.abs(hits - 2000)).toBeLessThan(3 * Math.sqrt(1800));
    expect(stream.chance(0)).toBe(false);
    expect(stream.chance(1)).toBe(true);
  });

  test('[RN4] a seed that is not a whole number in [0, 2^53) is refused with what came', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
      expect(() => new RandomStream(seed, 'x')).toThrow(`got ${seed}`);
    }
  });

  test('[RN3] shuffle keeps all items, pick refuses an empty list', () => {
    expect(shuffle(new RandomStream(3, 's'), [1, 2, 3, 4]).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(() => pick(new RandomStream(3, 's'), [])).toThrow('got none');
  });
});
