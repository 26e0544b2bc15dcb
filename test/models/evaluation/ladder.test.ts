import { describe, expect, test } from '@jest/globals';
import { resolveContestants, type Contestant } from '../../../models/evaluation/contestants.ts';
import { exploitability } from '../../../models/evaluation/exploitability.ts';
import { ladder, ladderEpisodes, type Attempt, type Rung } from '../../../models/evaluation/ladder.ts';
import { gameById } from '../../../shared/games/registry.ts';

const sources = { directory: '/nowhere', codeVersion: 'test' };

async function climb(game: string, target: string, exploiters: readonly string[], changes: object = {}) {
  const rules = gameById(game);
  const [victim, ...others] = await resolveContestants(game, [target, ...exploiters], sources);
  const attempts = others.map((exploiter): Attempt => {
    return { exploiter, kind: 'other', attacks: null, seats: { drawn: 1 } };
  });
  return ladder({
    game: rules,
    params: rules.params.parse({}),
    target: victim as Contestant,
    attempts,
    episodes: 4,
    seed: 1,
    seconds: () => 0,
    ...changes,
  });
}

describe('ladder', () => {
  test('[XP3] tells target, exploiter, fair split, gap, gain and loss by the payoffs', async () => {
    const result = await climb('ipd', 'scripted:always-cooperate', [
      'scripted:always-defect',
      'scripted:always-cooperate',
    ]);
    expect(result?.unit).toBe('reward per step');
    const constant = (mean: number) => ({ mean, low: mean, high: mean, n: 4 });
    expect(result?.fair).toEqual(constant(-1));
    const [defector, copy] = result?.rungs ?? [];
    expect(defector).toMatchObject({
      ref: 'scripted:always-defect',
      target: constant(-3),
      exploiter: constant(0),
      gap: constant(3),
      gain: constant(1),
      loss: constant(2),
      exploits: true,
    });
    expect(copy).toMatchObject({ gain: constant(0), loss: constant(0), exploits: false });
  });

  test('[XP3] a copy of the target meets the same starts as the target with itself: it gains nothing', async () => {
    const own = 'scripted:always-defect';
    const result = await climb('coin', own, [own]);
    const [rung] = result?.rungs ?? [];
    const { exploiter, target, fair } = (rung as Rung).episodes;
    // The one's gain is the other's loss.
    fair.forEach((value, i) =>
      expect(((exploiter[i] as number) + (target[i] as number)) / 2).toBeCloseTo(value, 12),
    );
  });

  test('[XP3] among more than two, exploiters have the seats they are given and returns are of whole episodes', async () => {
    const rules = gameById('harvest');
    const params = rules.params.parse({ episode: { minimum: 40, interval: 10, endProbability: 1, cap: 40 } });
    const [target, exploiter] = await resolveContestants(
      'harvest',
      ['scripted:restrained', 'scripted:greedy'],
      sources,
    );
    const done: number[] = [];
    const attempts: Attempt[] = [
      { exploiter: exploiter as Contestant, kind: 'scripted', attacks: 'All.', seats: { seats: [5, 6] } },
    ];
    let looks = 0;
    const result = await ladder({
      game: rules,
      params,
      target: target as Contestant,
      attempts,
      episodes: 3,
      seed: 2,
      seconds: () => (looks += 1),
      breathe: async (count) => {
        done.push(count);
        return 'go-on';
      },
    });
    expect(result?.unit).toBe('return per episode');
    expect(result?.rungs[0]?.exploiter.mean).toBeGreaterThan(result?.rungs[0]?.target.mean as number);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(ladderEpisodes({ attempts, episodes: 3 }));
  });

  test('[XP3] stops when it is told to', async () => {
    let looks = 0;
    const seconds = () => (looks += 1);
    expect(await climb('ipd', 'scripted:grim', [], { seconds, breathe: async () => 'stop' })).toBeUndefined();
  });
});

describe('exploitability', () => {
  const interval = (mean: number) => ({ mean, low: null, high: null, n: 1 });
  const rung = (ref: string, exploiter: readonly number[]): Rung => {
    const all = exploiter.reduce((sum, one) => sum + one, 0) / exploiter.length;
    return {
      ref,
      version: null,
      kind: 'learned',
      attacks: null,
      seats: { drawn: 1 },
      target: interval(0),
      exploiter: interval(all),
      gap: interval(all),
      gain: interval(all - 1),
      loss: interval(1),
      exploits: false,
      episodes: { exploiter, target: [0, 0, 0, 0], fair: [1, 1, 1, 1] },
    };
  };

  test('[XP4] the interval over seeds is that of Student', () => {
    const result = exploitability(
      [rung('a', [1, 1, 1, 1]), rung('b', [2, 2, 2, 2]), rung('c', [3, 3, 3, 3])],
      1,
    );
    // Gains 0, 1, 2: mean 1, standard error 1 / sqrt(3), quantile 4.303.
    expect(result.gain.mean).toBe(1);
    expect(result.gain.high).toBeCloseTo(1 + 4.303 / Math.sqrt(3), 9);
    expect(result.gain.low).toBeCloseTo(1 - 4.303 / Math.sqrt(3), 9);
    expect(result.loss).toEqual({ mean: 1, low: 1, high: 1, n: 3 });
  });

  test('[XP4] the best seed is chosen in the first half of the episodes and measured in the second', () => {
    const result = exploitability([rung('lucky', [9, 9, 1, 1]), rung('steady', [5, 5, 5, 5])], 1);
    expect(result.best).toMatchObject({ ref: 'lucky', gain: { mean: 0 }, loss: { mean: 1, n: 2 } });
  });

  test('[XP4] a single seed has no interval', () => {
    expect(exploitability([rung('a', [2, 2, 2, 2])], 1).gain).toEqual({
      mean: 1,
      low: null,
      high: null,
      n: 1,
    });
  });
});
