import { expect, test } from '@jest/globals';
import { emptyRollout } from '../../../models/rollout/rollout.ts';

const SHAPE = { steps: 2, seats: 2, rows: 4, stored: 1 };

test('[LN39] a critic that reads the same as the actor reads the very same array, so that it never reads an unwritten one', () => {
  const { observations, criticInputs } = emptyRollout({
    ...SHAPE,
    inputs: { inputs: 3 },
    critic: { inputs: 3 },
  });
  expect(criticInputs).toBe(observations);
});

test('[LN39] a critic that reads more has an array of its own', () => {
  const rollout = emptyRollout({
    ...SHAPE,
    inputs: { inputs: 30, longest: 4 },
    critic: { inputs: 50, longest: 6 },
  });
  expect(rollout.observations).toHaveLength(3 * 4 * 4);
  expect(rollout.criticInputs).toHaveLength(3 * 4 * 6);
});
