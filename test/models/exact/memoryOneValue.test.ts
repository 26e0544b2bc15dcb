import { describe, expect, test } from '@jest/globals';
import { chances, lookaheadGradient, proximalStep } from '../../../models/exact/lookahead.ts';
import { linearSolve } from '../../../models/exact/linearSolve.ts';
import { memoryOneValue, type BySituation } from '../../../models/exact/memoryOneValue.ts';
import { gaussian } from '../../../shared/gaussian.ts';
import { RandomStream } from '../../../shared/random.ts';
import { expectClose } from '../../fixtures/close.ts';

const payoffs = [-1, -3, 0, -2];
const TIT_FOR_TAT = [1, 1, 0, 1, 0];
const DEFECTS = [0, 0, 0, 0, 0];
const H = 1e-5;

const draw = (rng: RandomStream): BySituation => Array.from({ length: 5 }, () => gaussian(rng));

function slopesOf(f: (x: BySituation) => number, x: BySituation): number[] {
  const moved = (k: number, by: number) => x.map((value, i) => (i === k ? value + by : value));
  return x.map((_, k) => (f(moved(k, H)) - f(moved(k, -H))) / (2 * H));
}

describe('memory-one strategies in closed form', () => {
  test('[LX1] values are those of the sums by hand', () => {
    const game = { payoffs, gamma: 0.9 };
    // -3 once, then -2 for ever; the other 0 once, then -2 for ever.
    expect(memoryOneValue(TIT_FOR_TAT, DEFECTS, game).value).toBeCloseTo(-21, 10);
    expect(memoryOneValue(DEFECTS, TIT_FOR_TAT, game).value).toBeCloseTo(-18, 10);
    expect(memoryOneValue(TIT_FOR_TAT, TIT_FOR_TAT, game).value).toBeCloseTo(-10, 10);
    // Always a coin: -1.5 a round.
    const coin = [0.5, 0.5, 0.5, 0.5, 0.5];
    expectClose(memoryOneValue(coin, coin, game).ahead, [-15, -15, -15, -15, -15]);
    // After CD two tit-for-tats alternate: DC, CD, ...: -2.7 + 0.81 times the same.
    expect(memoryOneValue(TIT_FOR_TAT, TIT_FOR_TAT, game).ahead[2]).toBeCloseTo(-2.7 / 0.19, 10);
  });

  test('[LX1] a system without a solution is refused', () => {
    expectClose(linearSolve([[0, 2], [1, 1]], [4, 3]), [1, 2]); // prettier-ignore
    expect(() => linearSolve([[1, 1], [1, 1]], [1, 2])).toThrow('singular'); // prettier-ignore
  });

  test.each([0, 0.7, 3])('[LX2] gradients with a lookahead of %d are those of differences', (rate) => {
    const rng = new RandomStream(1, 'exact');
    const game = { payoffs, gamma: 0.9 };
    for (let i = 0; i < 3; i += 1) {
      const [own, other] = [draw(rng), draw(rng)];
      const ahead = (mine: BySituation): number => {
        const value = (logits: BySituation) => memoryOneValue(chances(logits), chances(mine), game).value;
        const step = slopesOf(value, other);
        const stepped = other.map((logit, k) => logit + rate * (step[k] as number));
        return memoryOneValue(chances(mine), chances(stepped), game).value;
      };
      const got = lookaheadGradient({ own, other, game, rate });
      for (const [k, slope] of slopesOf(ahead, own).entries()) expect(got[k]).toBeCloseTo(slope, 3);
    }
  });

  test('[LX2] one proximal step is the gradient, and a stronger pull keeps nearer to where it began', () => {
    const own = draw(new RandomStream(2, 'exact'));
    const input = { own, other: own, game: { payoffs, gamma: 0.9 }, rate: 1, ascent: 0.1 };
    const gradient = lookaheadGradient(input);
    expectClose(
      proximalStep({ ...input, pull: 7, steps: 1 }),
      own.map((logit, k) => logit + 0.1 * (gradient[k] as number)),
    );
    const way = (pull: number) =>
      Math.hypot(
        ...proximalStep({ ...input, pull, steps: 20 }).map((logit, k) => logit - (own[k] as number)),
      );
    expect(way(50)).toBeLessThan(way(0));
  });
});

describe('learning by exact gradients from several seeds', () => {
  const learn = (seed: number, rate: number): BySituation => {
    let own = draw(new RandomStream(seed, 'first logits'));
    for (let i = 0; i < 600; i += 1) {
      const gradient = lookaheadGradient({ own, other: own, game: { payoffs, gamma: 0.96 }, rate });
      own = own.map((logit, k) => logit + 0.1 * (gradient[k] as number));
    }
    return chances(own);
  };

  test('[LX3] naive learning always defects; with LOLA at least four seeds of five cooperate and hit back', () => {
    const seeds = [1, 2, 3, 4, 5];
    for (const naive of seeds.map((seed) => learn(seed, 0)))
      expect(0.04 * memoryOneValue(naive, naive, { payoffs, gamma: 0.96 }).value).toBeLessThan(-1.9);
    const reciprocal = seeds.filter((seed) => {
      const [first = 0, cc = 0, cd = 1] = learn(seed, 3);
      return Math.min(first, cc) > 0.95 && cd < 0.35;
    });
    expect(reciprocal.length).toBeGreaterThanOrEqual(4);
  });
});
