import { gaussian } from '../../shared/gaussian.ts';
import { tanhNormalEntropySlope, tanhNormalLogProb, tanhNormalLogProbSlope } from '../losses/tanhNormal.ts';
import type { ActionHead, ActionScope, HeadOutputs } from './actionHead.ts';

/** The Negotiation code's bound on the means before squashing: mean = 2 tanh(output); the paper says 2.5. */
const MEAN_SCALE = 2;
const LOG_STD_LOW = -2;
const LOG_STD_HIGH = 10;

function logStdOf({ free }: HeadOutputs): number {
  return Math.min(Math.max(free[0] as number, LOG_STD_LOW), LOG_STD_HIGH);
}

/** Before squashing. */
function meanOf({ outputs, offset }: HeadOutputs, i: number): number {
  return MEAN_SCALE * Math.tanh(outputs[offset + i] as number);
}

/**
 * Squashed Gaussian over a box (Duque et al. 2024, appendix B.3): one mean per number, one log-std for all,
 * which is a free parameter. A decision is stored as its pre-tanh sample.
 */
export function tanhNormalHead(numbers: number, low: number, high: number): ActionHead {
  const half = (high - low) / 2;
  const centre = (high + low) / 2;
  const logProb = (from: HeadOutputs, stored: Float32Array, at: number): number => {
    let total = 0;
    for (let i = 0; i < numbers; i += 1) {
      total += tanhNormalLogProb(stored[at + i] as number, meanOf(from, i), logStdOf(from), { half });
    }
    return total;
  };
  return {
    outputs: numbers,
    free: 1,
    stored: numbers,
    sample(from, rng, into, at) {
      const std = Math.exp(logStdOf(from));
      for (let i = 0; i < numbers; i += 1) into[at + i] = meanOf(from, i) + std * gaussian(rng);
      return logProb(from, into, at);
    },
    likeliest(from, into, at) {
      for (let i = 0; i < numbers; i += 1) into[at + i] = meanOf(from, i);
    },
    action: (stored, at) =>
      Array.from({ length: numbers }, (_, i) => centre + half * Math.tanh(stored[at + i] as number)),
    store(action, into, at) {
      // The ends of the interval are stored as infinities, whose tanh is exactly 1.
      for (const [i, x] of (action as readonly number[]).entries())
        into[at + i] = Math.atanh((x - centre) / half);
    },
    teach(from, { stored, at }, { weigh, scale, entropy: bonus }, { slopes, freeSlopes }) {
      const logStd = logStdOf(from);
      const density = logProb(from, stored, at);
      const weights = { logProb: scale * weigh(density), entropy: bonus };
      for (let i = 0; i < numbers; i += 1) {
        const mean = meanOf(from, i);
        const x = stored[at + i] as number;
        const slope = tanhNormalLogProbSlope(x, mean, logStd);
        const entropy = tanhNormalEntropySlope(mean, logStd, (x - mean) * Math.exp(-logStd));
        const byMean = weights.logProb * slope.mean + weights.entropy * entropy.mean;
        slopes[from.offset + i] = byMean * (MEAN_SCALE - (mean * mean) / MEAN_SCALE);
        freeSlopes[0]! += weights.logProb * slope.logStd + weights.entropy * entropy.logStd;
      }
      return -density;
    },
    scope: scopeOf(numbers, high - low),
    probabilities: () => undefined,
  };
}

function scopeOf(numbers: number, width: number): ActionScope {
  return {
    largestEntropy: numbers * Math.log(width),
    slack({ outputs, offset }) {
      let total = 0;
      for (let i = 0; i < numbers; i += 1) total += 1 - Math.tanh(outputs[offset + i] as number) ** 2;
      return total / numbers;
    },
    isNarrowest: (free) => (free[0] as number) <= LOG_STD_LOW,
  };
}
