import { describe, expect, test } from '@jest/globals';
import { bootstrap } from '../../../models/evaluation/bootstrap.ts';
import { studentQuantile } from '../../../models/evaluation/studentQuantile.ts';
import { RandomStream } from '../../../shared/random.ts';

describe('bootstrap', () => {
  test('[XP1] its interval is about as wide as the normal one, and the same for the same seed', () => {
    const rng = new RandomStream(3, 'values');
    const values = Array.from({ length: 400 }, () => rng.float());
    const { a } = bootstrap({ a: values }, { seed: 7 });
    // Uniform on [0, 1): standard error sqrt(1 / 12 / 400) = 0.0144.
    expect((a.high as number) - (a.low as number)).toBeCloseTo(2 * 1.96 * 0.01443, 2);
    expect(a.low).toBeLessThan(a.mean);
    expect(bootstrap({ a: values }, { seed: 7 })).toEqual({ a });
    expect(bootstrap({ a: values }, { seed: 8 })).not.toEqual({ a });
  });

  test('[XP1] rows of all columns are drawn together: a constant difference has no width', () => {
    const a = [1, 5, 2, 9, 4, 4];
    const b = a.map((value) => value - 3);
    const intervals = bootstrap(
      { a, b, difference: a.map((value, i) => value - (b[i] as number)) },
      { seed: 1 },
    );
    expect(intervals.difference).toEqual({ mean: 3, low: 3, high: 3, n: 6 });
    expect((intervals.a.low as number) - (intervals.b.low as number)).toBeCloseTo(3, 12);
  });

  test('[XP1] one row tells nothing about the spread; none, or columns of different length, are refused', () => {
    expect(bootstrap({ a: [2] }, { seed: 1 })).toEqual({ a: { mean: 2, low: null, high: null, n: 1 } });
    expect(() => bootstrap({ a: [] }, { seed: 1 })).toThrow('expected columns of one length above 0, got 0');
    expect(() => bootstrap({ a: [1], b: [1, 2] }, { seed: 1 })).toThrow('got 1, 2');
  });
});

test("[XP2] Student's quantiles are those of the tables", () => {
  expect([1, 2, 9, 30].map(studentQuantile)).toEqual([12.706, 4.303, 2.262, 2.042]);
  expect(studentQuantile(60)).toBeCloseTo(2, 3);
  expect(studentQuantile(120)).toBeCloseTo(1.98, 3);
  expect(() => studentQuantile(0)).toThrow('expected at least one degree of freedom, got 0');
});
