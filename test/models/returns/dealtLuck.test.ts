import { expect, test } from '@jest/globals';
import { WorthOfDeals } from '../../../models/returns/dealtLuck.ts';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);
const rounded = (values: Float32Array): number[] => [...values].map((value) => Math.round(value * 1e4) / 1e4);

test('[LN48] a deal that is worth 3 after one thing and 7 after another loses just that', () => {
  // y = 1 + 2 z + luck (3 + 4 z), and luck is .5 on average.
  const deals = { luck: floats(0, 1, 0, 1), settled: floats(0, 0, 1, 1) };
  const worth = new WorthOfDeals(floats(1, 4, 3, 10), deals);
  expect(rounded(worth.expected())).toEqual([1, 4, 3, 10]);
  expect(rounded(worth.ofLuck())).toEqual([-1.5, 1.5, -3.5, 3.5]);
});

test('[LN48] what no deal explains stays: the middle of what was seen is expected', () => {
  const deals = { luck: floats(0, 0, 1, 1), settled: floats(0, 0, 0, 0) };
  const worth = new WorthOfDeals(floats(1, 3, 5, 9), deals);
  expect(rounded(worth.expected())).toEqual([2, 2, 7, 7]);
  expect(rounded(worth.ofLuck())).toEqual([-2.5, -2.5, 2.5, 2.5]);
});

test('[LN48] with nothing that varies it takes nothing away', () => {
  const deals = { luck: floats(2, 2, 2), settled: floats(0.1, 0.1, 0.1) };
  expect(rounded(new WorthOfDeals(floats(1, 2, 6), deals).ofLuck())).toEqual([0, 0, 0]);
});

test('[LN48] two who hold half of the rows each find what one finds who holds all', () => {
  const [first, second] = [
    { y: floats(1, 4), luck: floats(0, 1), settled: floats(0, 0) },
    { y: floats(3, 10), luck: floats(0, 1), settled: floats(1, 1) },
  ];
  const sums: Float64Array[] = [];
  void new WorthOfDeals(second.y, second, (own) => void sums.push(own.slice()));
  const worth = new WorthOfDeals(first.y, first, (own) => {
    for (const [i, other] of sums[0]!.entries()) own[i]! += other;
  });
  expect(rounded(worth.ofLuck())).toEqual([-1.5, 1.5]);
});

test('[LN48] deals of other states than the values are refused', () => {
  const wrong = { luck: floats(1), settled: floats(1) };
  expect(() => new WorthOfDeals(floats(1, 2), wrong)).toThrow('expected one luck');
});
