import { describe, expect, test } from '@jest/globals';
import { adamStep, startAdam, type AdamState } from '../../../models/networks/adam.ts';
import { removeLuck } from '../../../models/returns/luck.ts';
import { RandomStream } from '../../../shared/random.ts';
import { expectClose } from '../../fixtures/close.ts';
import { makeLayout } from '../../fixtures/networks.ts';
import { PRESENT_KERNELS } from '../../fixtures/ownKernels.ts';

/** Something to learn with the first gradients given, on an engine. */
type Start = (gradients: readonly number[]) => {
  readonly state: AdamState;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
};

const engines: readonly [string, Start][] = [
  [
    'JavaScript',
    (first) => {
      const network = { parameters: new Float32Array(first.length), gradients: Float32Array.from(first) };
      return { ...network, state: startAdam(network) };
    },
  ],
  ...PRESENT_KERNELS.map(([name, create]): [string, Start] => [
    name,
    (first) => {
      const network = create(makeLayout(), { rows: 1, steps: 1 });
      network.gradients.set(first);
      return { ...network, state: startAdam(network) };
    },
  ]),
];

describe.each(engines)('Adam in %s', (_name, start) => {
  test('[LN28] takes the hand-computed first two steps, at the rate of each stretch', () => {
    const eight = (x: number): number[] => Array.from({ length: 8 }, () => x);
    const { state, parameters, gradients } = start([...eight(0.5), ...eight(-0.5), ...eight(9)]);
    parameters.fill(1);
    const stretches = [
      { offset: 0, length: 8, rate: 0.1 },
      { offset: 8, length: 8, rate: 0.2 },
    ];
    expect(adamStep(state, { stretches, clip: 100 })).toBeCloseTo(2, 6); // 16 squares of .5
    // The first step is rate * sign; the last ones are in no stretch.
    expectClose(parameters.subarray(0, 24), [...eight(0.9), ...eight(1.2), ...eight(1)]);
    gradients.fill(-0.5);
    adamStep(state, { stretches, clip: 100 });
    // m = .9 * .05 - .05 = -.005 over 1 - .81; v as in a steady state
    const first = 0.9 + (0.1 * (0.005 / 0.19)) / 0.5;
    expectClose(parameters.subarray(0, 24), [...eight(first), ...eight(1.4), ...eight(1)]);
  });

  test('[LN28] scales a gradient above the norm down to it', () => {
    const { state } = start([30, 40, 0, 0, 0, 0, 0, 0]);
    const stretches = [{ offset: 0, length: 8, rate: 1 }];
    expect(adamStep(state, { stretches, clip: 5 })).toBeCloseTo(50, 4);
    expectClose(state.engine.mean.subarray(0, 2), [0.3, 0.4]);
    expectClose(state.engine.square.subarray(0, 2), [0.009, 0.016]);
  });

  test('[LN28] follows Adam in double precision over a hundred steps', () => {
    const rng = new RandomStream(1, 'gradients');
    const { state, parameters, gradients } = start(Array.from({ length: 8 }, () => 0));
    const before = [...parameters.subarray(0, 8)];
    const [m, v, moved] = [0, 1, 2].map(() => new Float64Array(8)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let update = 1; update <= 100; update += 1) {
      for (let i = 0; i < 8; i += 1) {
        const g = rng.float() - 0.3;
        gradients[i] = g;
        m[i] = 0.9 * m[i]! + 0.1 * g;
        v[i] = 0.999 * v[i]! + 0.001 * g * g;
        moved[i]! -=
          (0.01 * (m[i]! / (1 - 0.9 ** update))) / (Math.sqrt(v[i]! / (1 - 0.999 ** update)) + 1e-8);
      }
      adamStep(state, { stretches: [{ offset: 0, length: 8, rate: 0.01 }], clip: 100 });
    }
    for (let i = 0; i < 8; i += 1) expect(parameters[i]! - before[i]!).toBeCloseTo(moved[i]!, 4);
  });
});

test('[LN6] removing luck leaves the part of the values that luck does not explain, and their mean', () => {
  const luck = Float64Array.from([0, 1, 2, 3]);
  const values = luck.map((x, i) => 2 + 3 * x + [0.1, -0.1, -0.1, 0.1][i]!);
  expectClose(removeLuck(1, values, luck), [6.6, 6.4, 6.4, 6.6]);
  expectClose(removeLuck(1, values, new Float64Array(4).fill(2)), [...values]);
});
