import { describe, expect, test } from '@jest/globals';
import { resolveContestants, type Contestant } from '../../../models/evaluation/contestants.ts';
import { ipdReadout } from '../../../models/evaluation/ipdReadout.ts';
import { memoryOneIncomes } from '../../../models/evaluation/memoryOneIncomes.ts';
import { ipd } from '../../../shared/games/ipd/game.ts';

const params = ipd.params.parse({});
const AC = { first: 1, cc: 1, cd: 1, dc: 1, dd: 1 };
const AD = { first: 0, cc: 0, cd: 0, dc: 0, dd: 0 };
const TFT = { first: 1, cc: 1, cd: 0, dc: 1, dd: 0 };

async function read(ref: string, changes: object = {}) {
  const [target] = await resolveContestants('ipd', [ref], { directory: '/nowhere', codeVersion: 'test' });
  const options = { params, target: target as Contestant, episodes: 32, seed: 3, seconds: () => 0 };
  return ipdReadout({ ...options, ...changes });
}

describe('memoryOneIncomes', () => {
  test('[XP9] follows the game from its first round', () => {
    // Rounds: CD, then DD 15 times: -3 - 30 and 0 - 30, over 16.
    expect(memoryOneIncomes(TFT, AD, params)).toEqual([-33 / 16, -30 / 16]);
    expect(memoryOneIncomes(AD, AC, params)).toEqual([0, -3]);
  });

  test('[XP9] a coin against a coin gets the mean of the payoffs; a game that may end weighs its first rounds', () => {
    const coin = { first: 0.5, cc: 0.5, cd: 0.5, dc: 0.5, dd: 0.5 };
    const [a, b] = memoryOneIncomes(coin, coin, params);
    expect(a).toBeCloseTo(-1.5, 12);
    expect(b).toBeCloseTo(-1.5, 12);
    // Two rounds, the second with probability 1/2: (-3 - 2 / 2) / 1.5.
    const short = { ...params, rounds: 2, continuation: 0.5 };
    expect(memoryOneIncomes(TFT, AD, short)[0]).toBeCloseTo(-4 / 1.5, 12);
  });
});

describe('ipdReadout', () => {
  test('[XP9] reads tit-for-tat and finds that extorting it does not pay', async () => {
    const { rates, nearest, cooperationWithItself, extortion } = await read('scripted:tit-for-tat');
    expect(Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, rate.estimate]))).toEqual(
      TFT,
    );
    expect(nearest).toContain('tit-for-tat');
    expect(cooperationWithItself).toMatchObject({ mean: 1, n: 32 });
    expect(extortion.map(({ chi, pays }) => [chi, pays])).toEqual([
      [2, false],
      [3, false],
    ]);
    // What is measured is near what the five numbers alone lead one to expect.
    for (const { exploiter, expected } of extortion)
      expect(Math.abs(exploiter.mean - (expected?.exploiter ?? Number.NaN))).toBeLessThan(0.15);
  });

  test('[XP9] finds that extorting those who always cooperate pays', async () => {
    const { extortion } = await read('scripted:always-cooperate');
    expect(extortion.map(({ pays }) => pays)).toEqual([true, true]);
    expect(extortion[1]?.exploiter.mean).toBeGreaterThan(extortion[1]?.target.mean as number);
  });

  test('[XP9] a situation that never arose has no estimate, and no expectation is made of it', async () => {
    const { rates, extortion } = await read('scripted:always-defect', { params: { ...params, rounds: 1 } });
    expect(rates.cc.estimate).toBeNull();
    expect(extortion[0]?.expected).toBeNull();
  });
});
