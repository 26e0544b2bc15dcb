import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { createPlayGtrxl } from '../../../../models/networks/gtrxl/playGtrxl.ts';
import { createTfjsGtrxl } from '../../../../models/networks/gtrxl/tfjsGtrxl.ts';
import { NO_FEATURE, type NetworkLayout } from '../../../../models/networks/layout.ts';
import type { RecurrentNetwork } from '../../../../models/networks/network.ts';
import { expectClose } from '../../../fixtures/close.ts';
import { fillGtrxl, fillMemory, makeGtrxlLayout } from '../../../fixtures/gtrxl.ts';
import { lossOf } from '../../../fixtures/networks.ts';

beforeAll(async () => {
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement
  await tf.setBackend('cpu');
});

const shape = { rows: 3, steps: 4 };
const learning = (dimensions = shape, layout = makeGtrxlLayout()) => createTfjsGtrxl(tf, layout, dimensions);

/** A chunk of steps, [T, R, inputs], after a memory; undefined at the start of episodes. */
interface Chunk {
  readonly layout: NetworkLayout;
  readonly parameters: Float32Array;
  readonly observations: readonly number[];
  readonly memory: Float32Array | undefined;
}

/** [R] outputs of the actor for every step, and the memory to go on from. */
type Way = (chunk: Chunk) => Promise<{ readonly outputs: number[][]; readonly memory: Float32Array }>;

const { rows, steps } = shape;

const ofStep = (network: RecurrentNetwork, t: number): number[] => {
  const { width } = network.layout.heads.actor!;
  return [...network.outputs('actor').subarray(t * rows * width, (t + 1) * rows * width)];
};

async function inOneNetwork(chunk: Chunk, compute: (network: RecurrentNetwork) => Promise<void>) {
  const network = learning(shape, chunk.layout);
  network.parameters.set(chunk.parameters);
  network.observations.set(chunk.observations);
  if (chunk.memory) network.initialMemory.set(chunk.memory);
  await compute(network);
  const outputs = Array.from({ length: steps }, (_, t) => ofStep(network, t));
  return { outputs, memory: network.memoryAfter(steps - 1).slice() };
}

async function stepByStep(chunk: Chunk, network: RecurrentNetwork) {
  network.parameters.set(chunk.parameters);
  if (chunk.memory) network.initialMemory.set(chunk.memory);
  const outputs: number[][] = [];
  const perStep = chunk.observations.length / steps;
  for (let t = 0; t < steps; t += 1) {
    network.observations.set(chunk.observations.slice(t * perStep, (t + 1) * perStep));
    await network.forwardStep(0);
    outputs.push(ofStep(network, 0));
    network.initialMemory.set(network.memoryAfter(0));
  }
  return { outputs, memory: network.initialMemory.slice() };
}

const whole: Way = (chunk) => inOneNetwork(chunk, (network) => Promise.resolve(network.forward()));
const ways: readonly [string, Way][] = [
  [
    'tfjs, step by step with keys and values kept',
    (chunk) =>
      inOneNetwork(chunk, async (network) => {
        for (let t = 0; t < steps; t += 1) await network.forwardStep(t);
      }),
  ],
  ['tfjs, the memory handed on', (chunk) => stepByStep(chunk, learning({ rows, steps: 1 }, chunk.layout))],
  [
    'own kernels, keys and values handed on',
    (chunk) => stepByStep(chunk, createPlayGtrxl(chunk.layout, { rows, steps: 1 })),
  ],
];

const observed = (seed: number, inputs = 3): number[] =>
  Array.from({ length: steps * rows * inputs }, (_, i) => Math.sin((i + 1) * seed));

function drawn(layout = makeGtrxlLayout()): { layout: NetworkLayout; parameters: Float32Array } {
  const network = learning(shape, layout);
  fillGtrxl(network);
  return { layout, parameters: network.parameters };
}

describe.each(ways)('GTrXL (%s)', (_name, way) => {
  test('[GX3] gives what whole chunks give within 1e-5, over chunks with the memory carried on', async () => {
    const own = drawn();
    let [memory, wholeMemory]: (Float32Array | undefined)[] = [];
    for (let chunk = 1; chunk <= 4; chunk += 1) {
      const observations = observed(chunk);
      const expected = await whole({ ...own, observations, memory: wholeMemory });
      const got = await way({ ...own, observations, memory });
      expectClose(got.outputs.flat(), expected.outputs.flat(), 1e-5);
      [memory, wholeMemory] = [got.memory, expected.memory];
    }
  });

  test('[GX5] an emptied memory begins a new episode in its row, and no other row notices', async () => {
    const own = drawn();
    const { memory } = await way({ ...own, observations: observed(1), memory: undefined });
    const length = memory.length / rows;
    const emptied = memory.slice().fill(0, length, 2 * length);
    const rowsOf = async (given: Float32Array | undefined) => {
      const { outputs } = await way({ ...own, observations: observed(2), memory: given });
      return [0, 1, 2].map((row) => outputs.map((step) => step.slice(row * 8, (row + 1) * 8)));
    };
    const [fresh, carried, mixed] = [await rowsOf(undefined), await rowsOf(memory), await rowsOf(emptied)];
    expect(mixed).toEqual([carried[0], fresh[1], carried[2]]);
    expect(carried[1]).not.toEqual(fresh[1]);
  });

  test('[GX9] lists of features give what their zeros and ones give', async () => {
    const [lists, numbers] = [
      makeGtrxlLayout({}, { inputs: 4, longest: 3 }),
      makeGtrxlLayout({}, { inputs: 4 }),
    ];
    const { parameters } = drawn(lists);
    const ends = NO_FEATURE;
    const four = [
      [1, 1, 2],
      [0, ends, 3],
      [ends, 1, 1],
      [3, 2, 0],
    ].flat();
    const observations = [...four, ...four, ...four];
    const dense = Array.from({ length: steps * rows * 4 }, (_, i) => {
      const list = observations.slice(3 * Math.floor(i / 4), 3 * Math.floor(i / 4) + 3);
      const end = list.indexOf(ends);
      return (end < 0 ? list : list.slice(0, end)).filter((feature) => feature === i % 4).length;
    });
    const got = await way({ layout: lists, parameters, observations, memory: undefined });
    const expected = await whole({ layout: numbers, parameters, observations: dense, memory: undefined });
    expectClose(got.outputs.flat(), expected.outputs.flat(), 1e-5);
  });
});

describe('GTrXL that learns', () => {
  const ofRow = (network: RecurrentNetwork, row: number): readonly (readonly number[])[] =>
    Array.from({ length: network.shape.steps }, (_, t) => {
      const at = (t * network.shape.rows + row) * 8;
      return [...network.outputs('actor').subarray(at, at + 8)];
    });

  test('[GX2] later observations change nothing earlier, and other rows nothing at all', async () => {
    const network = learning();
    fillGtrxl(network);
    await network.forward();
    const before = [0, 1, 2].map((row) => ofRow(network, row));
    network.observations.fill(2, (2 * rows + 1) * 3, (2 * rows + 2) * 3); // step 2 of row 1
    await network.forward();
    const after = [0, 1, 2].map((row) => ofRow(network, row));
    expect([after[0], after[2], after[1]!.slice(0, 2)]).toEqual([
      before[0],
      before[2],
      before[1]!.slice(0, 2),
    ]);
    expect(after[1]![2]).not.toEqual(before[1]![2]);
    expect(after[1]![3]).not.toEqual(before[1]![3]);
  });

  test('[GX2] two layers with a context of 2 reach four steps back and no farther', async () => {
    const network = learning({ rows: 1, steps: 6 });
    fillGtrxl(network);
    await network.forward();
    const before = ofRow(network, 0);
    network.observations.fill(2, 0, 3);
    await network.forward();
    const changed = ofRow(network, 0).map((outputs, t) => outputs.some((x, i) => x !== before[t]![i]));
    expect(changed).toEqual([true, true, true, true, true, false]);
  });

  test.each([
    ['numbers', makeGtrxlLayout()],
    ['lists', makeGtrxlLayout({}, { inputs: 7, longest: 3 })],
  ])(
    '[GX4] gradients equal central differences within 0.5 %% on every parameter group, after memories, from %s',
    async (_name, layout) => {
      const network = learning(shape, layout);
      fillGtrxl(network, 6); // with many another seed a ReLU has its kink within the step
      fillMemory(network);
      await network.forward();
      await network.backward();
      const gradients = network.gradients.slice();
      for (const group of network.layout.groups.filter(({ name }) => name !== 'logStd')) {
        // The steepest direction of the group: its slope is the norm, far above rounding.
        const slice = gradients.slice(group.offset, group.offset + group.rows * group.width);
        const norm = Math.hypot(...slice);
        expect(norm).toBeGreaterThan(1e-3);
        const kept = network.parameters.slice();
        const move = async (by: number): Promise<number> => {
          network.parameters.set(kept);
          slice.forEach((g, i) => void (network.parameters[group.offset + i]! += (by * g) / norm));
          return lossOf(network);
        };
        const h = 5e-4;
        const numeric = ((await move(h)) - (await move(-h))) / (2 * h);
        network.parameters.set(kept);
        if (Math.abs(numeric / norm - 1) > 0.005)
          throw new Error(`${group.name}: expected ${numeric}, got ${norm}`);
      }
    },
  );

  test('[GX8] a batch in slices of rows gives what it gives in one, outputs, memories and gradients', async () => {
    const inOne = learning();
    const sliced = createTfjsGtrxl(tf, makeGtrxlLayout(), shape, { cellsAtATime: 2 * steps });
    for (const network of [inOne, sliced]) {
      fillGtrxl(network);
      fillMemory(network);
      await network.forward();
      await network.backward();
    }
    expectClose(sliced.outputs('actor'), [...inOne.outputs('actor')], 1e-6);
    expectClose(sliced.memoryAfter(3), [...inOne.memoryAfter(3)], 1e-6);
    const scale = Math.hypot(...inOne.gradients);
    const gap = Math.hypot(...sliced.gradients.map((x, i) => x - inOne.gradients[i]!));
    expect(gap / scale).toBeLessThan(1e-5);
  });

  test('[GX8] rows without slopes may be left out of the backward pass', async () => {
    const network = learning();
    fillGtrxl(network);
    fillMemory(network);
    for (const head of ['actor', 'critic']) {
      const slopes = network.outputSlopes(head);
      for (let t = 0; t < steps; t += 1) slopes.fill(0, (t * rows + 2) * 8, (t + 1) * rows * 8);
    }
    await network.forward();
    await network.backward();
    const all = [...network.gradients];
    await network.backward({ rows: 2 });
    expectClose(network.gradients, all, 1e-5);
  });

  test('[GX8] with fewer rows than there is room for it computes what a smaller one does', async () => {
    const larger = learning({ rows: 7, steps });
    larger.use(rows);
    const fitting = learning();
    for (const network of [larger, fitting]) {
      fillGtrxl(network);
      network.observations.set(observed(1));
      fillMemory(network);
    }
    for (const head of ['actor', 'critic']) larger.outputSlopes(head).set(fitting.outputSlopes(head));
    for (const network of [larger, fitting]) {
      await network.forward();
      await network.backward();
    }
    expect(larger.outputs('actor')).toEqual(fitting.outputs('actor'));
    expect(larger.memoryAfter(3)).toEqual(fitting.memoryAfter(3));
    expect(larger.gradients).toEqual(fitting.gradients);
    expect(() => larger.use(8)).toThrow('expected 1 to 7 rows, got 8');
  });

  test('[GX8] no tensor is left behind, however the steps end', async () => {
    const network = learning();
    fillGtrxl(network);
    const before = tf.memory().numTensors;
    await network.forward();
    await network.backward();
    for (let t = 0; t < steps; t += 1) await network.forwardStep(t);
    expect(tf.memory().numTensors).toBe(before);
    await network.forwardStep(0);
    await network.forwardStep(1);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('[GX3] a memory that is not kept is refused', async () => {
    const network = learning({ rows: 1, steps: 6 });
    await network.forward();
    expect(network.memoryAfter(4)).toHaveLength(network.memoryLength);
    expect(() => network.memoryAfter(1)).toThrow('expected a step from 4 to 5, whose memory is kept, got 1');
  });
});

describe('GTrXL that plays', () => {
  test('[GX3] its memory counts for ever: a hundred steps on it still gives what a chunk gives', async () => {
    const { layout, parameters } = drawn();
    const network = createPlayGtrxl(layout, { rows, steps: 1 });
    network.parameters.set(parameters);
    const perStep = rows * 3;
    const all = Array.from({ length: 100 * perStep }, (_, i) => Math.sin(i));
    for (let t = 0; t < 100; t += 1) {
      network.observations.set(all.slice(t * perStep, (t + 1) * perStep));
      await network.forwardStep(0);
      network.initialMemory.set(network.memoryAfter(0));
    }
    const last = learning({ rows, steps: 8 });
    last.parameters.set(parameters);
    last.observations.set(all.slice(92 * perStep));
    await last.forward();
    expectClose(ofStep(network, 0), ofStep(last, 7), 1e-5);
  });

  test('[GX7] it says what it cannot do', () => {
    const layout = makeGtrxlLayout();
    const network = createPlayGtrxl(layout, { rows: 1, steps: 1 });
    expect(() => network.backward()).toThrow('expected a network that learns, got one that only plays');
    expect(() => network.outputs('policy')).toThrow('expected a head (actor, critic), got "policy"');
    expect(() => createPlayGtrxl(layout, shape)).toThrow(
      'expected 1 step at a time of a network that only plays, got 4',
    );
  });
});
