import { describe, expect, test } from '@jest/globals';
import { centrePerTimestep } from '../../../models/returns/centre.ts';
import { gae, type GaeInput } from '../../../models/returns/gae.ts';
import { lambdaReturns } from '../../../models/returns/lambdaReturns.ts';
import { monteCarloReturns } from '../../../models/returns/monteCarlo.ts';
import { normalise } from '../../../models/returns/normalise.ts';
import { temporalDifference } from '../../../models/returns/temporalDifference.ts';
import { expectClose } from '../../fixtures/close.ts';

function makeInput(overrides: Partial<GaeInput> = {}): GaeInput {
  return {
    steps: 4,
    rewards: Float64Array.from([1, 0, -1, 2]),
    values: Float64Array.from([0.5, 0.4, 0.3, 0.6]),
    nextValues: Float64Array.from([0.4, 0.3, 0.6, 0.2]),
    terminated: new Uint8Array(4),
    truncated: new Uint8Array(4),
    gamma: 0.96,
    lambda: 0.95,
    ...overrides,
  };
}

describe('returns', () => {
  test('[LN4] temporal-difference errors are the golden deltas', () => {
    expectClose(temporalDifference(makeInput()), [0.884, -0.112, -0.724, 1.592]);
    expectClose(gae(makeInput({ lambda: 0 })), [0.884, -0.112, -0.724, 1.592]);
  });

  test.each<[number, number, readonly number[]]>([
    [0.96, 0.95, [1.38728578, 0.55184845, 0.727904, 1.592]],
    [0.99, 0.95, [1.50403543, 0.64650232, 0.796919, 1.598]],
    [0.9, 1, [1.27922, 0.4658, 0.662, 1.58]],
  ])('[LN4] GAE at gamma %d, lambda %d gives the golden advantages', (gamma, lambda, wanted) => {
    expectClose(gae(makeInput({ gamma, lambda })), wanted);
  });

  test('[LN4] termination cuts the bootstrap, truncation only the sum', () => {
    const cut = Uint8Array.from([0, 1, 0, 0]);
    expectClose(temporalDifference(makeInput({ terminated: cut })), [0.884, -0.4, -0.724, 1.592]);
    const truncated = gae(makeInput({ truncated: cut }));
    expectClose(truncated.subarray(1, 2), [-0.112]);
    expectClose(truncated.subarray(0, 1), [0.884 + 0.96 * 0.95 * -0.112]);
  });

  test('[LN5] lambda-returns equal GAE plus value, for every lambda and with ends inside', () => {
    for (const lambda of [0, 0.5, 0.9, 1]) {
      for (const end of ['terminated', 'truncated'] as const) {
        const input = makeInput({ lambda, [end]: Uint8Array.from([0, 1, 0, 0]) });
        const sum = Array.from(gae(input), (a, i) => a + (input.values[i] as number));
        expectClose(lambdaReturns(input), sum, 1e-6);
      }
    }
  });

  test('[LN5] Monte-Carlo returns are the golden ones', () => {
    const { rewards } = makeInput();
    const returns = monteCarloReturns({ steps: 4, rewards, done: new Uint8Array(4), gamma: 0.96 });
    expectClose(returns, [1.847872, 0.8832, 0.92, 2]);
    const advantages = Array.from(returns, (r, i) => r - (makeInput().values[i] as number));
    expectClose(advantages, [1.347872, 0.4832, 0.62, 1.4]);
    const ended = monteCarloReturns({ steps: 4, rewards, done: Uint8Array.from([0, 1, 0, 0]), gamma: 0.5 });
    expectClose(ended, [1, 0, 0, 2]);
  });

  test('[LN4] rows do not mix: two rows side by side give what each gives alone', () => {
    const double = (x: ArrayLike<number>) => Float64Array.from(Array.from(x).flatMap((v) => [v, 2 * v]));
    const single = makeInput();
    const pair = makeInput({
      rewards: double(single.rewards),
      values: double(single.values),
      nextValues: double(single.nextValues),
      terminated: new Uint8Array(8),
      truncated: new Uint8Array(8),
    });
    expectClose(
      gae(pair),
      Array.from(gae(single)).flatMap((a) => [a, 2 * a]),
    );
  });

  test('[LN6] normalising divides by the unbiased deviation, and equal values become 0', () => {
    expectClose(
      normalise(Float64Array.from([1, 2, 3, 4])),
      [-1.16189499, -0.38729833, 0.38729833, 1.16189499],
    );
    expectClose(normalise(Float64Array.from([3, 3])), [0, 0]);
    expect(() => normalise(new Float64Array(1))).toThrow('expected at least 2 values, got 1');
  });

  test('[LN6] centring takes the mean of each timestep over the rows that count', () => {
    expectClose(centrePerTimestep(2, Float64Array.from([1, 3, 10, 20])), [-1, 1, -5, 5]);
    const counts = Uint8Array.from([1, 1, 0, 1]);
    expectClose(centrePerTimestep(2, Float64Array.from([1, 3, 10, 20]), counts), [-1, 1, 0, 0]);
  });

  test('[LN4] arrays of different length are refused by name', () => {
    expect(() => gae(makeInput({ nextValues: new Float64Array(3) }))).toThrow(
      'expected nextValues as long as rewards (4), got 3',
    );
    expect(() => gae(makeInput({ steps: 3 }))).toThrow('expected rewards to hold 3 steps, got 4');
  });
});
