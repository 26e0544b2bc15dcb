import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { createTfjsGtrxl } from '../../../../models/networks/gtrxl/tfjsGtrxl.ts';
import { initialise } from '../../../../models/networks/initialise.ts';
import { groupOf } from '../../../../models/networks/layout.ts';
import { makeGtrxlLayout } from '../../../fixtures/gtrxl.ts';

const shape = { rows: 3, steps: 4 };

beforeAll(async () => {
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement
  await tf.setBackend('cpu');
});

describe('GTrXL parameters', () => {
  test('[GX7] the same seed gives the same, another seed others; gains begin as 1, gates at 2', () => {
    const layout = makeGtrxlLayout();
    const made = initialise(layout, 3, 'actor');
    expect(initialise(layout, 3, 'actor')).toEqual(made);
    expect(initialise(layout, 4, 'actor')).not.toEqual(made);
    const begins = (name: string) => made[groupOf(layout, name).offset];
    expect(begins('layers.1.attention.norm.gain')).toBe(1);
    expect(begins('layers.0.feedForwardGate.bias')).toBe(2);
    expect(begins('layers.0.attention.contentBias')).toBe(0);
    expect(begins('layers.0.attention.queries')).not.toBe(0);
  });

  test('[GX6] fresh layers begin near the identity: most of the stream passes them by', async () => {
    const layout = makeGtrxlLayout({ width: 64 }, { heads: { actor: { layers: [], outputs: 64 } } });
    const network = createTfjsGtrxl(tf, layout, shape);
    network.parameters.set(initialise(layout, 1, 'actor'));
    // The head shows the stream as it is.
    const head = groupOf(layout, 'actor.0.weights');
    for (let i = 0; i < 64 * 64; i += 1) network.parameters[head.offset + i] = i % 65 === 0 ? 1 : 0;
    network.observations.forEach((_, i) => void (network.observations[i] = Math.sin(i + 1)));
    const withGates = async (bias?: number): Promise<Float32Array> => {
      for (const { name, offset, columns } of layout.groups)
        if (bias !== undefined && name.endsWith('Gate.bias'))
          network.parameters.fill(bias, offset, offset + columns);
      await network.forward();
      return network.outputs('actor').slice();
    };
    const [fresh, closed, open] = [await withGates(), await withGates(100), await withGates(0)];
    const change = (outputs: Float32Array): number =>
      Math.hypot(...outputs.map((x, i) => x - closed[i]!)) / Math.hypot(...closed);
    expect(change(fresh)).toBeLessThan(0.6);
    expect(change(open)).toBeGreaterThan(1.5 * change(fresh));
  });

  test('[GX7] what cannot be laid out is refused', () => {
    expect(() => makeGtrxlLayout({ width: 12 })).toThrow('expected widths that are multiples of 8, got 12');
    expect(() => makeGtrxlLayout({ attentionHeads: 3 })).toThrow(
      'expected a width that is a multiple of 3 attention heads, got 8',
    );
    expect(() => makeGtrxlLayout({ context: 0 })).toThrow(
      'expected at least 1 layer and a context of 1, got 2 and 0',
    );
    expect(() => makeGtrxlLayout({}, { memory: 8 })).toThrow(
      'expected no GRU beside a gated transformer, got one of width 8',
    );
    expect(() => createTfjsGtrxl(tf, { ...makeGtrxlLayout(), gtrxl: undefined }, shape)).toThrow(
      'expected a layout with a gated transformer, got one without',
    );
  });
});
