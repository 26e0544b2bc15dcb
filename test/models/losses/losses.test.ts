import { describe, expect, test } from '@jest/globals';
import { categoricalEntropy, categoricalSlope, softmax } from '../../../models/losses/categorical.ts';
import { huber, huberSlope } from '../../../models/losses/huber.ts';
import { ppoClip } from '../../../models/losses/ppoClip.ts';
import {
  logOneMinusTanhSquared,
  tanhNormalEntropy,
  tanhNormalEntropySlope,
  tanhNormalLogProb,
  tanhNormalLogProbSlope,
} from '../../../models/losses/tanhNormal.ts';
import { RandomStream } from '../../../shared/random.ts';
import { expectClose } from '../../fixtures/close.ts';

const HALF = 2.5;

/** Slope by central differences. */
function slopeOf(f: (x: number) => number, at: number, h = 1e-5): number {
  return (f(at + h) - f(at - h)) / (2 * h);
}

describe('PPO clip and Huber', () => {
  test.each([
    [2, 0.8, 1.6],
    [2, 1, 2],
    [2, 1.3, 2.2],
    [-2, 0.8, -1.8],
    [-2, 1, -2],
    [-2, 1.3, -2.6],
  ])('[LN7] clip .1 with advantage %d and ratio %d gives %d', (advantage, ratio, wanted) => {
    expect(ppoClip(Math.log(ratio), 0, advantage, 0.1).value).toBeCloseTo(wanted, 6);
  });

  test('[LN7] the slope is ratio times advantage, and 0 where the clip holds', () => {
    for (const [advantage, ratio] of [
      [2, 0.8],
      [2, 1.05],
      [2, 1.3],
      [-2, 0.8],
      [-2, 1.3],
    ] as const) {
      const numeric = slopeOf((lp) => ppoClip(lp, 0, advantage, 0.1).value, Math.log(ratio));
      expect(ppoClip(Math.log(ratio), 0, advantage, 0.1).slope).toBeCloseTo(numeric, 5);
    }
  });

  test('[LN8] Huber gives the golden values and the clipped error as slope', () => {
    expectClose([0.5, -0.5, 1, -1, -2, 3].map(huber), [0.125, 0.125, 0.5, 0.5, 1.5, 2.5]);
    for (const e of [-3, -0.4, 0.9, 1.5]) expect(huberSlope(e)).toBeCloseTo(slopeOf(huber, e), 6);
  });
});

describe('categorical policy', () => {
  const logits = Float64Array.from([9, 0.3, -1.2, 0.7, 9]);

  test('[LN9] softmax of a row gives probabilities and the log-normaliser, also for huge logits', () => {
    const p = new Float64Array(3);
    const z = softmax(logits, 1, p);
    expectClose(
      p,
      [0.3, -1.2, 0.7].map((x) => Math.exp(x - z)),
      1e-12,
    );
    softmax(Float64Array.from([1000, 0, -1000]), 0, p);
    expectClose(p, [1, 0, 0]);
    const even = {
      logits: Float64Array.from([7, 7]),
      offset: 0,
      probabilities: Float64Array.from([0.5, 0.5]),
    };
    expect(categoricalEntropy({ ...even, normaliser: 7 + Math.LN2 })).toBeCloseTo(Math.LN2, 12);
  });

  test('[LN9] the slope of w log pi + e H equals central differences', () => {
    const objective = (row: Float64Array): number => {
      const p = new Float64Array(3);
      const z = softmax(row, 0, p);
      const entropy = -p.reduce((sum, x) => sum + x * Math.log(x), 0);
      return 0.8 * ((row[2] as number) - z) + 0.15 * entropy;
    };
    const row = logits.slice(1, 4);
    const p = new Float64Array(3);
    const read = { logits: row, offset: 0, probabilities: p, normaliser: softmax(row, 0, p) };
    const slope = new Float64Array(3);
    categoricalSlope(read, categoricalEntropy(read), 2, { logProb: 0.8, entropy: 0.15 }, slope);
    for (let a = 0; a < 3; a += 1) {
      const numeric = slopeOf((x) => objective(row.with(a, x)), row[a] as number);
      expect(slope[a]).toBeCloseTo(numeric, 7);
    }
  });
});

describe('tanh-normal policy', () => {
  /** As the reference computes it: atanh of an action clipped to .99, and 1e-6 inside the logarithm. */
  const reference = (actions: readonly number[], means: readonly number[], logStd: number): number =>
    actions.reduce((sum, action, i) => {
      const y = Math.min(Math.max((action - HALF) / HALF, -0.99), 0.99);
      const options = { half: HALF, jacobianFloor: 1e-6 };
      return sum + tanhNormalLogProb(Math.atanh(y), means[i] as number, logStd, options);
    }, 0);

  test('[LN10] the golden log-probabilities come out', () => {
    expect(reference([2.5, 2.5, 2.5], [0, 0, 0], 0)).toBeCloseTo(-5.505689, 6);
    expect(reference([5, 0, 2.5], [0, 0, 0], 0)).toBeCloseTo(-4.67642629, 6);
    expect(reference([4, 1, 3], [1, -1, 0.5], -0.5)).toBeCloseTo(-3.44834749, 6);
  });

  test('[LN10] log(1 - tanh^2) is exact where tanh is not 1 yet and finite where it is', () => {
    for (const x of [-3, -0.2, 0, 1, 5]) {
      expect(logOneMinusTanhSquared(x)).toBeCloseTo(Math.log(1 - Math.tanh(x) ** 2), 7);
    }
    expect(logOneMinusTanhSquared(400)).toBeCloseTo(2 * Math.LN2 - 800, 6);
  });

  test('[LN10] the density integrates to 1 over the interval', () => {
    let mass = 0;
    for (let x = -12; x < 12; x += 1e-3) {
      const width = HALF * Math.exp(logOneMinusTanhSquared(x)) * 1e-3;
      mass += Math.exp(tanhNormalLogProb(x, 0.7, -0.3, { half: HALF })) * width;
    }
    expect(mass).toBeCloseTo(1, 5);
  });

  test('[LN10] slopes of the log-density equal central differences', () => {
    const [x, mean, logStd] = [1.3, 0.4, -0.5];
    const slope = tanhNormalLogProbSlope(x, mean, logStd);
    const f = (m: number, s: number) => tanhNormalLogProb(x, m, s, { half: HALF });
    expect(slope.mean).toBeCloseTo(
      slopeOf((m) => f(m, logStd), mean),
      6,
    );
    expect(slope.logStd).toBeCloseTo(
      slopeOf((s) => f(mean, s), logStd),
      6,
    );
  });

  test('[LN11] the entropy estimate averages to the entropy, and its slope to the slope of the entropy', () => {
    const entropy = (mean: number, logStd: number): number => {
      let sum = 0;
      for (let x = -15; x < 15; x += 2e-3) {
        const lp = tanhNormalLogProb(x, mean, logStd, { half: HALF });
        sum -= Math.exp(lp + Math.log(HALF) + logOneMinusTanhSquared(x)) * lp * 2e-3;
      }
      return sum;
    };
    const rng = new RandomStream(7, 'entropy');
    const [mean, logStd, draws] = [0.8, 0.1, 40_000];
    const mean3 = [0, 0, 0];
    for (let i = 0; i < draws; i += 1) {
      const noise = Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());
      const slope = tanhNormalEntropySlope(mean, logStd, noise);
      mean3[0]! += tanhNormalEntropy(mean, logStd, noise, HALF) / draws;
      mean3[1]! += slope.mean / draws;
      mean3[2]! += slope.logStd / draws;
    }
    expectClose(
      mean3,
      [
        entropy(mean, logStd),
        slopeOf((m) => entropy(m, logStd), mean, 1e-3),
        slopeOf((s) => entropy(mean, s), logStd, 1e-3),
      ],
      0.03,
    );
  });
});
