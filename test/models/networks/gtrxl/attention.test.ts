import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { joinHeads, relativeAttention, splitHeads } from '../../../../models/networks/gtrxl/attention.ts';
import { attentionMask } from '../../../../models/networks/gtrxl/attentionMask.ts';
import { gate } from '../../../../models/networks/gtrxl/gatedLayer.ts';
import { rowAttention } from '../../../../models/networks/gtrxl/rowAttention.ts';
import { sinusoids } from '../../../../models/networks/gtrxl/sinusoids.ts';
import type { ParameterGroup } from '../../../../models/networks/layout.ts';
import { expectClose } from '../../../fixtures/close.ts';

beforeAll(async () => {
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement
  await tf.setBackend('cpu');
});

/** One head of width 2, a memory of one step, two steps. */
const QUERIES = [1, 0, 0, 1];
const KEYS = [1, 0, 0, 1, 1, 1];
const VALUES = [1, 0, 0, 1, 2, 2];
/** Distance 1, distance 0. */
const POSITIONS = [1, 1, 0, 2];
const [CONTENT_BIAS, POSITION_BIAS] = [
  [1, 0],
  [0, 1],
];
/**
 * Step 0 scores the memory (2, 0).(1, 0) + (1, 1).(1, 1) = 4 and itself 0 + 2 = 2, over sqrt 2; step 1 scores
 * step 0 1 + 2 = 3 and itself 2 + 4 = 6, and no longer sees the memory. So the weights are sigmoid(sqrt 2) on the
 * memory, and sigmoid(3 / sqrt 2) on itself.
 */
const MIXED = [0.80443, 0.19557, 1.785916, 1.892958];

describe('relative attention', () => {
  test('[GX1] a case of two steps and one remembered gives the hand-computed mixture', () => {
    const mask = attentionMask([1], 1, 2);
    const mixed = relativeAttention(tf, {
      queries: tf.tensor4d(QUERIES, [1, 1, 2, 2]),
      keys: tf.tensor4d(KEYS, [1, 1, 3, 2]),
      values: tf.tensor4d(VALUES, [1, 1, 3, 2]),
      positions: tf.tensor3d(POSITIONS, [1, 2, 2]),
      contentBias: tf.tensor4d(CONTENT_BIAS!, [1, 1, 1, 2]),
      positionBias: tf.tensor4d(POSITION_BIAS!, [1, 1, 1, 2]),
      mask: tf.tensor4d(mask, [1, 1, 2, 3]),
    });
    expectClose(mixed.dataSync(), MIXED);
  });

  test('[GX1] so do the plain loops that play, step by step', () => {
    const step = (t: number): Float32Array => {
      const at = (all: readonly number[], k: number) => Float32Array.from(all.slice(2 * k, 2 * k + 2));
      const mixed = new Float32Array(2);
      rowAttention(
        {
          query: at(QUERIES, t),
          key: at(KEYS, t + 1),
          value: at(VALUES, t + 1),
          pastKeys: at(KEYS, t),
          pastValues: at(VALUES, t),
          stepsBefore: t + 1,
          positions: Float32Array.from(POSITIONS),
          contentBias: Float32Array.from(CONTENT_BIAS!),
          positionBias: Float32Array.from(POSITION_BIAS!),
          attentionHeads: 1,
        },
        mixed,
      );
      return mixed;
    };
    expectClose([...step(0), ...step(1)], MIXED);
  });

  test('[GX1] heads are split and joined without mixing rows or steps', () => {
    const x = tf.range(0, 24).as2D(6, 4); // 2 rows of 3 steps, 2 heads of width 2
    const split = splitHeads(tf, x, 2, 2);
    expect(split.shape).toEqual([2, 2, 3, 2]);
    expect([...split.slice([1, 1, 0, 0], [1, 1, 3, 2]).dataSync()]).toEqual([14, 15, 18, 19, 22, 23]);
    expect(joinHeads(tf, split).arraySync()).toEqual(x.arraySync());
  });

  test('[GX2] a step sees itself and its context, as far as it is remembered', () => {
    const mask = attentionMask([2, 1], 2, 3);
    const seen = Array.from({ length: 6 }, (_, i) =>
      Array.from(mask.subarray(5 * i, 5 * i + 5), (x) => (x === 0 ? 'x' : '.')).join(''),
    );
    expect(seen).toEqual(['xxx..', '.xxx.', '..xxx', '.xx..', '.xxx.', '..xxx']);
  });

  test('[GX1] positions are sines and cosines of the distance, the farthest first', () => {
    expectClose(sinusoids(1, 4), [Math.sin(1), Math.sin(0.01), Math.cos(1), Math.cos(0.01), 0, 0, 1, 1]);
  });
});

describe('gate', () => {
  const group = (name: string, columns: number): ParameterGroup => ({
    name,
    rows: 1,
    columns,
    width: columns,
    offset: 0,
    initial: 0,
  });
  const layout = {
    branch: group('branch', 3),
    stream: group('stream', 2),
    candidate: group('candidate', 1),
    bias: group('bias', 1),
  };
  const gated = (numbers: Readonly<Record<string, readonly number[]>>): number => {
    const weight = ({ name, columns }: ParameterGroup) => tf.tensor2d([...numbers[name]!], [1, columns]);
    const output = gate({ tf, weight, attentionHeads: 1 }, layout, tf.tensor2d([[1]]), tf.tensor2d([[2]]));
    return output.dataSync()[0]!;
  };
  const weights = { branch: [0.5, -0.25, 1], stream: [0.2, 0.1], candidate: [0.3] };

  test('[GX6] the gate gives the hand-computed output', () => {
    // r = sigmoid(1.2) = .768525, z = sigmoid(-2.4) = .083173, h = tanh(2.230557) = .977165
    expect(gated({ ...weights, bias: [2] })).toBeCloseTo(0.998101, 6);
  });

  test('[GX6] the larger its bias, the nearer it is to passing the stream by', () => {
    const gaps = [0, 2, 4, 20].map((bias) => Math.abs(gated({ ...weights, bias: [bias] }) - 1));
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
    expect(gaps[3]).toBeLessThan(1e-7);
  });
});
