import { expect, test } from '@jest/globals';
import { fixedAgainstNaive } from '../../../models/algorithms/naiveLearners.ts';
import { metaStep } from '../../../models/exact/metaGame.ts';
import { memoryOneValue } from '../../../models/exact/memoryOneValue.ts';
import { expectClose } from '../../fixtures/close.ts';

const game = { payoffs: [-1, -3, 0, -2], gamma: 0.9 };
const COINS = [0, 0, 0, 0, 0];
/** Logits that leave nothing to chance. */
const always = (...moves: readonly (0 | 1)[]) => moves.map((move) => (move === 1 ? 40 : -40));

test('[LX1] the other side of the same game has its value too', () => {
  // Tit-for-tat loses 1 once: -3, then -2 for ever; the defector gets 0, then -2.
  const { value, otherValue } = memoryOneValue([1, 1, 0, 1, 0], [0, 0, 0, 0, 0], game);
  expect(value).toBeCloseTo(-21, 10);
  expect(otherValue).toBeCloseTo(-18, 10);
});

test('[LX5] an inner game pays both per round, and a naive learner climbs its own exact gradient', () => {
  // Coins: -1.5 a round. Cooperation costs 1 wherever it happens: once at the start, and after each outcome
  // .9 * .25 / (1 - .9) = 2.25 times; the slope of a coin by its logit is 1/4.
  const { rewards, learned } = metaStep([COINS, COINS], game, 2);
  expectClose(rewards, [-1.5, -1.5]);
  expectClose(learned, [-0.5, -1.125, -1.125, -1.125, -1.125]);
  // Who faces tit-for-tat learns to cooperate: what it loses by defecting once is more than 1.
  const facing = metaStep([always(1, 1, 0, 1, 0), COINS], game, 1).learned;
  expect(Math.min(...facing)).toBeGreaterThan(0);
});

test('[LX5] rewards are one’s own first, and whoever has rate 0 stays as it is', () => {
  const tft = always(1, 1, 0, 1, 0);
  const { rewards, learned } = metaStep([tft, always(0, 0, 0, 0, 0)], game, 0);
  expectClose(rewards, [-2.1, -1.8]);
  expect(learned).toEqual(always(0, 0, 0, 0, 0));
});

test('[LX6] naive learners end in cooperation against tit-for-tat, and in defection against a constant', () => {
  const ends = (own: readonly number[]) =>
    fixedAgainstNaive(own, { ...game, gamma: 0.96 }).map(({ values }) => values.reduce((a, b) => a + b) / 64);
  const [all, theirs, late, theirsLate] = ends(always(1, 1, 0, 1, 0)) as [number, number, number, number];
  expect(late).toBeGreaterThan(-1.1);
  expect(theirsLate).toBeGreaterThan(-1.1);
  expect(all).toBeLessThan(late);
  expect(theirs).toBeLessThan(theirsLate);
  expect(ends(always(1, 1, 1, 1, 1))[2]).toBeLessThan(-2.9);
});
