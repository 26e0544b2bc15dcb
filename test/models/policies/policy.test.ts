import { describe, expect, test } from '@jest/globals';
import { createPolicy, type Policy } from '../../../models/policies/policy.ts';
import { FREE } from '../../../models/learner.ts';
import { actionHeadFor } from '../../../models/networks/actionHead.ts';
import { initialise } from '../../../models/networks/initialise.ts';
import { layOut } from '../../../models/networks/layout.ts';
import { RandomStream } from '../../../shared/random.ts';

const freeze = (heads: Record<string, { layers: number[]; outputs: number }>, free = {}) => {
  const layout = layOut({ inputs: 3, encoder: [8], memory: 8, heads, free });
  return { layout, parameters: initialise(layout, 1, Object.keys(heads).join()) };
};
const discrete = actionHeadFor({ kind: 'discrete', names: ['a', 'b'] });
const box = actionHeadFor({ kind: 'box', names: ['x', 'y'], low: 0, high: 5 });
const critic = freeze({ critic: { layers: [], outputs: 1 } });
const shared = freeze(
  { actor: { layers: [], outputs: 2 }, critic: { layers: [], outputs: 1 } },
  { [FREE]: 1 },
);

const policies: readonly [string, () => Policy][] = [
  [
    'separate, discrete',
    () =>
      createPolicy({
        head: discrete,
        actor: freeze({ actor: { layers: [], outputs: 2 } }),
        critic,
      }),
  ],
  ['shared, continuous', () => createPolicy({ head: box, actor: shared, critic: shared })],
];

const stream = (row: number) => new RandomStream(9, `row ${row}`);
const observation = (row: number) => [row, 1 - row, 0.5 * row];

describe.each(policies)('policy (%s)', (_name, create) => {
  test('[LN29] a row chooses the same whatever else is in the batch, and remembers', () => {
    const policy = create();
    const rows = [0, 1, 2, 3, 4];
    const memories = new Float32Array(5 * policy.memoryLength).map((_, i) => Math.sin(i));
    const together = policy.act({
      observations: Float32Array.from(rows.flatMap(observation)),
      memories,
      rngs: rows.map(stream),
    });
    for (const row of rows) {
      const [from, to] = [row * policy.memoryLength, (row + 1) * policy.memoryLength];
      const alone = policy.act({
        observations: Float32Array.from(observation(row)),
        memories: memories.slice(from, to),
        rngs: [stream(row)],
      });
      expect(alone.choices[0]).toEqual(together.choices[row]);
      expect(alone.memories).toEqual(together.memories.slice(from, to));
      expect(alone.memories).not.toEqual(memories.slice(from, to));
      expect(alone.choices[0]!.value).toEqual(expect.any(Number));
    }
  });

  test('[LN29] the memory matters, and is not kept inside', () => {
    const policy = create();
    const input = { observations: Float32Array.from(observation(1)), rngs: [stream(0)] };
    const blank = new Float32Array(policy.memoryLength);
    const first = policy.act({ ...input, memories: blank });
    const second = policy.act({ ...input, memories: first.memories, rngs: [stream(0)] });
    const again = policy.act({ ...input, memories: blank, rngs: [stream(0)] });
    expect(second.choices[0]!.value).not.toBe(first.choices[0]!.value);
    expect(again).toEqual(first);
  });

  test('[LN29] arrays that do not fit the rows are refused', () => {
    const policy = create();
    const rngs = [stream(0)];
    const memories = new Float32Array(policy.memoryLength);
    expect(() => policy.act({ observations: new Float32Array(4), memories, rngs })).toThrow(
      'expected 3 observations, got 4',
    );
  });
});

test('[LN29] a discrete choice carries the probability of every action', () => {
  const policy = policies[0]![1]();
  const { choices } = policy.act({
    observations: new Float32Array(3),
    memories: new Float32Array(policy.memoryLength),
    rngs: [stream(0)],
  });
  const { probabilities } = choices[0]!;
  expect(probabilities![0]! + probabilities![1]!).toBeCloseTo(1, 12);
});

describe('the likeliest action', () => {
  const act = (policy: Policy, seed: number) => {
    const memories = new Float32Array(policy.memoryLength);
    const rngs = [new RandomStream(seed, 'x')];
    const { action } = policy.act({ observations: observation(2), memories, rngs }).choices[0]!;
    return { action, drawn: rngs[0]!.float() };
  };

  test.each(['discrete', 'continuous'])(
    '[EV12] is the same whatever is drawn (%s), and draws nothing',
    (kind) => {
      const head = kind === 'discrete' ? discrete : box;
      const policy = createPolicy({ head, actor: shared, choosing: 'likeliest' });
      const answers = [1, 2, 3, 4, 5].map((seed) => act(policy, seed));
      expect(new Set(answers.map(({ action }) => JSON.stringify(action))).size).toBe(1);
      expect(answers.map(({ drawn }) => drawn)).toEqual(
        [1, 2, 3, 4, 5].map((seed) => new RandomStream(seed, 'x').float()),
      );
    },
  );

  test('[EV12] is the most probable of several, and the mean before squashing of a box', () => {
    const outputs = Float32Array.of(9, 0.1, 0.7);
    const from = { outputs, offset: 1, free: Float32Array.of(0) };
    const stored = new Float32Array(2);
    discrete.likeliest(from, stored, 0);
    expect(discrete.action(stored, 0)).toBe(1);
    box.likeliest(from, stored, 0);
    // 2.5 + 2.5 tanh(2 tanh(x)) for .1 and .7.
    const [first, second] = box.action(stored, 0) as readonly number[];
    expect(first).toBeCloseTo(2.5 + 2.5 * Math.tanh(2 * Math.tanh(0.1)), 5);
    expect(second).toBeCloseTo(2.5 + 2.5 * Math.tanh(2 * Math.tanh(0.7)), 5);
  });
});
