import { expect, test } from '@jest/globals';
import { easeOut, mix, pop, progress, ringDistance } from '../../../client/games/drawing/tween.ts';
import { formatChange, formatPayoff } from '../../../client/games/formatPayoff.ts';

test('[SC4] a movement is over at once if it has no length, and never runs backwards', () => {
  expect(progress(5, 10, 0)).toBe(1);
  expect(progress(5, 10, 100)).toBe(0);
  expect(progress(60, 10, 100)).toBe(0.5);
  expect(progress(500, 10, 100)).toBe(1);
});

test('[SC4] easings begin at 0 and end at 1', () => {
  for (const ease of [easeOut, pop]) {
    expect(ease(0)).toBeCloseTo(0, 12);
    expect(ease(1)).toBe(1);
  }
  expect(pop(0.7)).toBeGreaterThan(1);
  expect(mix(2, 4, 0.25)).toBe(2.5);
});

test('[SC4] the shorter way round a ring is taken', () => {
  expect(ringDistance(0, 2, 3)).toBe(-1);
  expect(ringDistance(2, 0, 3)).toBe(1);
  expect(ringDistance(0, 1, 2)).toBe(1);
  expect(ringDistance(1, 1, 7)).toBe(0);
});

test('[SC5] payoffs carry a real minus sign, no minus zero and no empty digits', () => {
  expect([formatPayoff(-2), formatPayoff(0.5), formatPayoff(1 / 3), formatPayoff(-0.0001)]).toEqual([
    '−2',
    '0.5',
    '0.33',
    '0',
  ]);
  expect([formatChange(1), formatChange(-2), formatChange(0)]).toEqual(['+1', '−2', '0']);
});
