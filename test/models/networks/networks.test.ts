import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { initialise } from '../../../models/networks/initialise.ts';
import { groupOf, layOut, NO_FEATURE, type NetworkSpec } from '../../../models/networks/layout.ts';
import type { InputChooser, NetworkShape, RecurrentNetwork } from '../../../models/networks/network.ts';
import { createTfjsNetwork } from '../../../models/networks/tfjsNetwork.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { ignoredUpdates, wrongGradients } from '../../fixtures/networkFaults.ts';
import { fillNetwork, makeLayout } from '../../fixtures/networks.ts';
import { PRESENT_KERNELS } from '../../fixtures/ownKernels.ts';

const shape: NetworkShape = { rows: 6, steps: 4 };
/** Numbers or lists of features, with a memory or without; a table of 40 columns takes both paths of its kernel. */
const kinds: readonly [string, Partial<NetworkSpec>][] = [
  ['', {}],
  [' of lists', { inputs: 9, longest: 4, encoder: [40, 8] }],
  [' without memory', { memory: 0 }],
  [' of lists without memory', { inputs: 9, longest: 4, encoder: [40], memory: 0 }],
];
const engines = kinds.flatMap(([kind, spec]): [string, (of?: NetworkShape) => RecurrentNetwork][] => [
  ...PRESENT_KERNELS.map(([name, create]): [string, (of?: NetworkShape) => RecurrentNetwork] => [
    `${name}${kind}`,
    (of = shape) => create(makeLayout(spec), of),
  ]),
  [`tfjs${kind}`, (of = shape) => createTfjsNetwork(tf, makeLayout(spec), of)],
]);

beforeAll(async () => {
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement
  await tf.setBackend('cpu');
});

describe.each(engines)('network on %s', (_name, create) => {
  test('[LN12] gradients equal central differences within 0.5 % on every parameter group', async () => {
    expect(await wrongGradients(create())).toEqual([]);
  });

  test('[LN13] an update of the parameters changes the next forward pass', async () => {
    expect(await ignoredUpdates(create())).toEqual([]);
  });

  test('[LN14] step by step gives exactly what the whole sequence gives, also the gradients', async () => {
    const whole = create();
    fillNetwork(whole);
    await whole.forward();
    await whole.backward();
    const stepwise = create();
    fillNetwork(stepwise);
    for (let t = 0; t < shape.steps; t += 1) await stepwise.forwardStep(t);
    await stepwise.backward();
    expect(stepwise.outputs('actor')).toEqual(whole.outputs('actor'));
    expect(stepwise.memoryAfter(3)).toEqual(whole.memoryAfter(3));
    expect(stepwise.gradients).toEqual(whole.gradients);
  });

  test('[LN14] the memory carries on: two halves give what the whole gives', async () => {
    const whole = create();
    fillNetwork(whole);
    await whole.forward();
    const half = create();
    fillNetwork(half);
    half.initialMemory.set(whole.memoryAfter(1));
    half.observations.copyWithin(0, half.observations.length / 2);
    await half.forwardStep(0);
    await half.forwardStep(1);
    expect(half.memoryAfter(1)).toEqual(whole.memoryAfter(3));
  });

  test('[LN40] three of six rows in use give what a network of three rows gives', async () => {
    const [some, all] = [create(), create({ rows: 3, steps: 4 })];
    some.use(3);
    for (const network of [some, all]) fillNetwork(network);
    for (const network of [some, all]) {
      network.observations.set(all.observations);
      network.initialMemory.set(all.initialMemory);
      for (const head of ['actor', 'critic']) network.outputSlopes(head).set(all.outputSlopes(head));
      await network.forward();
      await network.backward();
    }
    expect(some.outputs('actor')).toEqual(all.outputs('actor'));
    expect(some.memoryAfter(3)).toEqual(all.memoryAfter(3));
    expect(some.gradients).toEqual(all.gradients);
    expect(() => some.use(7)).toThrow('expected 1 to 6 rows, got 7');
  });

  test('[LN34] told where slopes are 0, the gradients are those of going through everything', async () => {
    const [told, untold] = [create(), create()];
    for (const network of [told, untold]) {
      fillNetwork(network);
      for (const [head, { width }] of Object.entries(network.layout.heads)) {
        const slopes = network.outputSlopes(head);
        // Rows 0 to 3 of steps 0 to 2 have some.
        for (let i = 0; i < slopes.length; i += 1) {
          const cell = Math.floor(i / width);
          if (cell % shape.rows >= 4 || cell >= 3 * shape.rows) slopes[i] = 0;
        }
      }
      await network.forward();
    }
    await told.backward({ rows: 4, steps: 3 });
    await untold.backward();
    const scale = Math.hypot(...untold.gradients);
    for (const [i, gradient] of told.gradients.entries())
      expect(Math.abs(gradient - (untold.gradients[i] as number))).toBeLessThan(1e-6 * scale);
  });

  test('[LN15] padding columns stay 0 in outputs and gradients', async () => {
    const network = create();
    fillNetwork(network);
    await network.forward();
    await network.backward();
    const { width, outputs } = network.layout.heads.actor!;
    expect(network.outputs('actor').every((x, i) => i % width < outputs || x === 0)).toBe(true);
    const { offset, columns } = groupOf(network.layout, 'actor.1.weights');
    expect(network.gradients.slice(offset + columns, offset + width).every((x) => x === 0)).toBe(true);
  });

  test('[LN15] an unknown head is refused with the names there are', () => {
    expect(() => create().outputs('policy')).toThrow('expected a head (actor, critic), got "policy"');
  });
});

test.each(
  kinds.flatMap(([kind, spec]) => PRESENT_KERNELS.map(([own, create]) => ({ own, kind, spec, create }))),
)(
  '[LN35] a network on $own$kind that only plays gives what one that learns gives, in less room',
  ({ spec, create }) => {
    const playing = create(makeLayout(spec), { ...shape, purpose: 'playing' });
    const learning = create(makeLayout(spec), shape);
    for (const network of [learning, playing]) {
      fillNetwork(network);
      for (let t = 0; t < shape.steps; t += 1) void network.forwardStep(t);
    }
    expect(playing.outputs('actor')).toEqual(learning.outputs('actor'));
    expect(playing.outputs('critic')).toEqual(learning.outputs('critic'));
    expect(playing.memoryAfter(3)).toEqual(learning.memoryAfter(3));
    expect(playing.gradients).toHaveLength(0);
    expect(() => playing.backward()).toThrow('expected a network that learns, got one that only plays');
    const bytesOf = ({ parameters }: RecurrentNetwork): number => parameters.buffer.byteLength;
    const wide = makeLayout({ ...spec, encoder: [256] });
    const [few, many] = [create(wide, { ...shape, purpose: 'playing' }), create(wide, shape)].map(bytesOf);
    expect(few).toBeLessThan(many as number);
  },
);

describe('engines against each other', () => {
  const cases = kinds.flatMap(([kind, spec]) =>
    PRESENT_KERNELS.flatMap(([own, create]) =>
      [1, 6, 67, 150].map((rows) => ({ own, create, kind, spec, rows })),
    ),
  );
  test.each(cases)(
    '[LN16] $own and tfjs$kind agree on outputs and gradients with $rows rows',
    async ({ create, spec, rows }) => {
      const dimensions = { rows, steps: 5 };
      const mine = create(makeLayout(spec), dimensions);
      const stock = createTfjsNetwork(tf, makeLayout(spec), dimensions);
      for (const network of [mine, stock]) {
        fillNetwork(network);
        await network.forward();
        await network.backward();
      }
      for (const [mineOnes, stockOnes] of [
        [mine.outputs('actor'), stock.outputs('actor')],
        [mine.outputs('critic'), stock.outputs('critic')],
        [mine.gradients, stock.gradients],
      ] as const) {
        const scale = Math.hypot(...stockOnes);
        const gap = Math.hypot(...mineOnes.map((x, i) => x - (stockOnes[i] as number)));
        expect(gap / scale).toBeLessThan(1e-5);
      }
    },
  );

  test('[LN45] lists that are chosen where they are kept give what the same lists give as observations', async () => {
    const layout = makeLayout({ inputs: 9, longest: 4, encoder: [40, 8] });
    const plain = createWasmNetwork(layout, shape);
    const choosing = createWasmNetwork(layout, { ...shape, kept: 50 });
    fillNetwork(plain);
    fillNetwork(choosing);
    const chooser = choosing.chooser as InputChooser;
    const { kept } = chooser;
    // The plain network's lists in another order, among others.
    const cells = Int32Array.from({ length: 24 }, (_, cell) => (7 * cell + 3) % 50);
    for (const [cell, row] of cells.entries())
      kept.set(plain.observations.subarray(4 * cell, 4 * cell + 4), 4 * row);
    choosing.observations.fill(0);
    chooser.choose(cells);
    for (const network of [plain, choosing]) {
      await network.forward();
      await network.backward();
    }
    expect(choosing.outputs('actor')).toEqual(plain.outputs('actor'));
    expect(choosing.gradients).toEqual(plain.gradients);
    // Until it is told to use its observations again.
    choosing.use(6);
    await choosing.forward();
    expect(choosing.outputs('actor')).not.toEqual(plain.outputs('actor'));
  });

  test('[LN41] a list of features gives what the same zeros and ones give, whatever is on twice', async () => {
    const spec = { inputs: 9, encoder: [40], memory: 0 };
    const [lists, numbers] = [makeLayout({ ...spec, longest: 4 }), makeLayout(spec)].map((layout) =>
      createWasmNetwork(layout, { rows: 2, steps: 1 }),
    ) as [RecurrentNetwork, RecurrentNetwork];
    for (const network of [lists, numbers]) fillNetwork(network);
    numbers.parameters.set(lists.parameters);
    lists.observations.set([8, 0, 0, 3, NO_FEATURE, 1, 2, 3]);
    numbers.observations.fill(0);
    for (const [feature, count] of [
      [8, 1],
      [0, 2],
      [3, 1],
    ] as const)
      numbers.observations[feature] = count;
    await lists.forward();
    await numbers.forward();
    const wanted = numbers.outputs('actor');
    for (const [i, output] of lists.outputs('actor').entries())
      expect(output).toBeCloseTo(wanted[i] as number, 5);
  });

  test('[LN16] stock autodiff leaves no tensor behind', async () => {
    const network = createTfjsNetwork(tf, makeLayout(), shape);
    fillNetwork(network);
    const before = tf.memory().numTensors;
    await network.forward();
    await network.backward();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('parameters', () => {
  test('[LN17] the same seed gives the same parameters, another seed or network others', () => {
    const layout = makeLayout();
    expect(initialise(layout, 3, 'actor')).toEqual(initialise(layout, 3, 'actor'));
    expect(initialise(layout, 4, 'actor')).not.toEqual(initialise(layout, 3, 'actor'));
    expect(initialise(layout, 3, 'critic')).not.toEqual(initialise(layout, 3, 'actor'));
  });

  test('[LN17] weights have variance 1 / inputs, biases and padding are 0', () => {
    const layout = layOut({
      inputs: 8,
      encoder: [64],
      memory: 64,
      heads: { actor: { layers: [], outputs: 2 } },
    });
    const parameters = initialise(layout, 1, 'actor');
    const { offset, rows, width } = groupOf(layout, 'gru.recurrent');
    const squares = parameters.slice(offset, offset + rows * width).reduce((sum, x) => sum + x * x, 0);
    expect(squares / (rows * width)).toBeCloseTo(1 / 64, 3);
    const head = groupOf(layout, 'actor.0.weights');
    expect(parameters[head.offset + 2]).toBe(0);
    expect(parameters[groupOf(layout, 'gru.input.bias').offset]).toBe(0);
  });

  test('[LN17] widths that the kernels cannot take are refused', () => {
    expect(() => makeLayout({ memory: 12 })).toThrow('expected widths that are multiples of 8, got 12');
    expect(() => makeLayout({ inputs: 70_000, longest: 9 })).toThrow('out of at most 65535 features');
    expect(() => makeLayout({ encoder: [] })).toThrow('expected at least one encoder layer, got none');
  });
});
