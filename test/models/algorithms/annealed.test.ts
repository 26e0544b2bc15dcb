import { expect, test } from '@jest/globals';
import { annealed } from '../../../models/algorithms/annealed.ts';

test('[LN31] rates and the entropy weight fall in a straight line over the run, and stay at their end after it', () => {
  expect([0, 0.25, 0.5, 1, 3].map((part) => annealed(0.5, part))).toEqual([1, 0.875, 0.75, 0.5, 0.5]);
  expect(annealed(1, 0.7)).toBe(1);
});
