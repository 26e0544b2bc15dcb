import { expect, test } from '@jest/globals';
import { adamStep, startAdam } from '../../../models/networks/adam.ts';
import { removeLuck } from '../../../models/returns/luck.ts';
import { expectClose } from '../../fixtures/close.ts';

test('[LN28] Adam takes the hand-computed first two steps, at the rate of each stretch', () => {
  const state = startAdam(3);
  const parameters = Float32Array.from([1, 1, 1]);
  const stretches = [
    { offset: 0, length: 1, rate: 0.1 },
    { offset: 1, length: 1, rate: 0.2 },
  ];
  const gradients = Float32Array.from([0.5, -0.5, 9]);
  expect(adamStep(state, parameters, gradients, { stretches, clip: 100 })).toBeCloseTo(Math.SQRT1_2, 6);
  expectClose(parameters, [0.9, 1.2, 1]); // the first step is rate * sign; the last is in no stretch
  adamStep(state, parameters, Float32Array.from([-0.5, -0.5, 0]), { stretches, clip: 100 });
  // m = .9 * .05 - .05 = -.005 over 1 - .81; v as in a steady state
  expectClose(parameters, [0.9 + (0.1 * (0.005 / 0.19)) / 0.5, 1.4, 1]);
});

test('[LN28] a gradient above the norm is scaled down to it', () => {
  const state = startAdam(2);
  const stretches = [{ offset: 0, length: 2, rate: 1 }];
  const norm = adamStep(state, new Float32Array(2), Float32Array.from([30, 40]), { stretches, clip: 5 });
  expect(norm).toBeCloseTo(50, 4);
  expectClose(state.mean, [0.3, 0.4]);
});

test('[LN6] removing luck leaves the part of the values that luck does not explain, and their mean', () => {
  const luck = Float64Array.from([0, 1, 2, 3]);
  const values = luck.map((x, i) => 2 + 3 * x + [0.1, -0.1, -0.1, 0.1][i]!);
  expectClose(removeLuck(1, values, luck), [6.6, 6.4, 6.4, 6.6]);
  expectClose(removeLuck(1, values, new Float64Array(4).fill(2)), [...values]);
});
