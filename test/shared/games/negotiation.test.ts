import { describe, expect, test } from '@jest/globals';
import { startEpisode } from '../../../shared/episode.ts';
import { negotiation, type NegotiationState } from '../../../shared/games/negotiation/game.ts';
import { RandomStream } from '../../../shared/random.ts';
import { sum } from '../../fixtures/returns.ts';

const defaults = negotiation.params.parse({});
const dealt = (values: readonly number[]): NegotiationState => ({
  round: 0,
  values,
  last: undefined,
  totals: [0, 0],
});
const rng = (): RandomStream => new RandomStream(1, 'test');

function rewards(
  own: readonly number[],
  other: readonly number[],
  values: readonly number[],
): readonly number[] {
  return negotiation.step(defaults, dealt(values), [own, other], rng()).rewards;
}

describe('Negotiation', () => {
  test.each<[own: number[], other: number[], values: number[], reward: [number, number]]>([
    [
      [5, 5, 5],
      [5, 5, 5],
      [5, 1, 5],
      [0.36666667, 0.23333333],
    ],
    [
      [5, 0, 5],
      [0, 5, 0],
      [5, 1, 5],
      [0.66666667, 0.33333333],
    ],
    [
      [5, 0, 5],
      [5, 5, 5],
      [5, 1, 5],
      [0.33333333, 0.4],
    ],
    [
      [5, 1, 5],
      [1, 5, 1],
      [5, 1, 5],
      [0.56666667, 0.3],
    ],
    [
      [1, 1, 1],
      [1, 1, 1],
      [5, 5, 1],
      [0.14666667, 0.09333333],
    ],
    [
      [2.5, 2.5, 2.5],
      [2.5, 2.5, 2.5],
      [5, 1, 5],
      [0.36666667, 0.23333333],
    ],
    [
      [2, 2, 2],
      [3, 3, 3.0001],
      [1, 5, 1],
      [0.18666613, 0.44000267],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
      [5, 1, 5],
      [0, 0],
    ],
    [
      [3, 2, 4.5],
      [2.5, 4, 1],
      [5, 1, 5],
      [0.47676768, 0.26464646],
    ],
  ])('[NG2] demands %p and %p at values %p pay %p', (own, other, values, expected) => {
    const got = rewards(own, other, values);
    expect(got[0]).toBeCloseTo(expected[0], 8);
    expect(got[1]).toBeCloseTo(expected[1], 8);
  });

  test('[NG2] means over the eight deals of cooperators, greedy players and the paper’s 5/1 cooperator', () => {
    const deals = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
      [1, 2, 4].map((bit) => ((bits & bit) === 0 ? 1 : 5)),
    );
    const cooperates =
      (rest: number) =>
      (values: readonly number[]): number[] =>
        values.map((value) => (value === 5 ? 5 : rest));
    const greedy = (): number[] => [5, 5, 5];
    const mean = (
      first: (values: readonly number[]) => number[],
      second: (values: readonly number[]) => number[],
    ): number[] => {
      const all = deals.map((values) => rewards(first(values), second(values.map((v) => 6 - v)), values));
      return [0, 1].map((seat) => sum(all.map((pair) => pair[seat] as number)) / 8);
    };
    const near = (pair: number[], expected: readonly [number, number]): void => {
      expect(pair[0]).toBeCloseTo(expected[0], 5);
      expect(pair[1]).toBeCloseTo(expected[1], 5);
    };
    near(mean(cooperates(0), cooperates(0)), [0.5, 0.5]);
    near(mean(cooperates(0), greedy), [0.25, 0.55]);
    near(mean(greedy, greedy), [0.3, 0.3]);
    near(mean(cooperates(1), cooperates(1)), [0.43333, 0.43333]);
    near(mean(cooperates(1), greedy), [0.26667, 0.46667]);
  });

  test('[NG1] values are dealt anew each round: 5 or 1 equally often, items independent', () => {
    const counts = new Map<string, number>();
    const episode = startEpisode({ game: negotiation, params: defaults, seed: 3, steps: 8000 });
    while (episode.status === 'running') {
      const key = episode.state.values.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      episode.advance([
        [0, 0, 0],
        [0, 0, 0],
      ]);
    }
    expect([...counts.keys()].sort()).toEqual([
      '1,1,1',
      '1,1,5',
      '1,5,1',
      '1,5,5',
      '5,1,1',
      '5,1,5',
      '5,5,1',
      '5,5,5',
    ]);
    // The 0.999 quantile of chi-square with 7 degrees of freedom.
    expect(sum([...counts.values()].map((n) => (n - 1000) ** 2 / 1000))).toBeLessThan(24.3);
  });

  test('[NG3] 15 numbers / 10: item, own values, own demands, other’s values, other’s demands', () => {
    const out = new Float32Array(15).fill(7);
    const seen = (state: NegotiationState, seat: number): number[] => {
      negotiation.observe(defaults, state, seat, out);
      return [...out].map((x) => Math.round(x * 1e6) / 1e6);
    };
    const none = [0, 0, 0];
    const item = [0.1, 0.1, 0.1];
    const a = [0.5, 0.1, 0.5];
    const b = [0.1, 0.5, 0.1];
    expect(seen(dealt([5, 1, 5]), 0)).toEqual([...item, ...a, ...none, ...b, ...none]);
    expect(seen(dealt([5, 1, 5]), 1)).toEqual([...item, ...b, ...none, ...a, ...none]);
    const demands = [
      [3, 2, 4.5],
      [2.5, 4, 1],
    ];
    const { state } = negotiation.step(defaults, dealt([5, 1, 5]), demands, rng());
    const values = state.values.map((v) => v / 10);
    const others = state.values.map((v) => (6 - v) / 10);
    expect(seen(state, 0)).toEqual([...item, ...values, 0.3, 0.2, 0.45, ...others, 0.25, 0.4, 0.1]);
    expect(seen(state, 1)).toEqual([...item, ...others, 0.25, 0.4, 0.1, ...values, 0.3, 0.2, 0.45]);
  });

  test('[NG4] the short episode is cut after 10 rounds, the one of the paper after 50', () => {
    const lengths = negotiation.presets.map(({ params }) => {
      const parsed = negotiation.params.parse(params);
      const episode = startEpisode({ game: negotiation, params: parsed, seed: 1 });
      const idle = episode.spec.defaultAction;
      expect(idle).toEqual([2.5, 2.5, 2.5]);
      while (episode.status === 'running') episode.advance([idle, idle]);
      return [episode.step, episode.status];
    });
    expect(lengths).toEqual([
      [10, 'truncated'],
      [50, 'truncated'],
    ]);
  });

  test('[NG5] items, values, the most of a demand and the divisor are parameters', () => {
    const params = negotiation.params.parse({
      items: 2,
      maxProposal: 8,
      values: { low: 2, high: 7 },
      rewardDivisor: 1,
    });
    const state = { ...dealt([7, 2]) };
    // Item 1: 8 + 4 > 8, so 7 * 8 / 12 and 2 * 4 / 12; item 2: 3 + 5 = 8, so 2 * 3 / 8 and 7 * 5 / 8.
    const { rewards } = negotiation.step(
      params,
      state,
      [
        [8, 3],
        [4, 5],
      ],
      rng(),
    );
    expect(rewards[0]).toBeCloseTo(56 / 12 + 6 / 8, 12);
    expect(rewards[1]).toBeCloseTo(8 / 12 + 35 / 8, 12);
    expect(negotiation.view({ ...params, rewardDivisor: undefined }, state, 0).rewardDivisor).toBe(14);
    expect(negotiation.spec(params).observation).toEqual({
      shape: [10],
      dtype: 'float32',
      low: 0,
      high: 0.8,
    });
    expect(() => negotiation.params.parse({ values: { low: 6 } })).toThrow('low to be at most high');
  });

  test('[NG6] a view puts the last round side by side with this round’s values', () => {
    const demands = [
      [5, 0, 5],
      [5, 5, 5],
    ];
    const { state } = negotiation.step(defaults, dealt([5, 1, 5]), demands, rng());
    const view = negotiation.view(defaults, state, 1);
    expect(view.values.other).toEqual(state.values);
    expect(view.values.own).toEqual(state.values.map((v) => 6 - v));
    expect(view.last).toEqual({
      values: { own: [1, 5, 1], other: [5, 1, 5] },
      proposals: { own: [5, 5, 5], other: [5, 0, 5] },
      rewards: { own: 6 / 15, other: 5 / 15 },
    });
    expect(view.total).toEqual({ own: 6 / 15, other: 5 / 15 });
    expect([view.round, view.rounds, view.maxProposal, view.rewardDivisor]).toEqual([1, 50, 5, 15]);
    expect(negotiation.view(defaults, state, 'spectator')).toEqual(negotiation.view(defaults, state, 0));
    expect(negotiation.view(defaults, dealt([5, 1, 5]), 0).last).toBeNull();
  });

  test('[NG7] efficient splits and greedy claims are counted', () => {
    const events = (own: number[], other: number[], values: number[]): unknown =>
      negotiation.step(defaults, dealt(values), [own, other], rng()).events;
    expect(events([5, 0, 5], [0, 5, 0], [5, 1, 5])).toEqual([{ kind: 'efficient-split' }]);
    expect(events([5, 5, 5], [5, 5, 5], [5, 1, 5])).toEqual([
      { kind: 'greedy-claim', seat: 0 },
      { kind: 'greedy-claim', seat: 1 },
    ]);
    expect(events([2.5, 2.5, 2.5], [2.5, 2.5, 2.5], [5, 1, 5])).toEqual([]);
    // Nothing that seat 1 values more: asking for all of it takes nothing away.
    expect(events([5, 5, 5], [0, 0, 0], [5, 5, 5])).toEqual([{ kind: 'efficient-split' }]);
  });

  test('[NG8] a caller may use its demands again: the state keeps its own', () => {
    const own = [3, 2, 4.5];
    const { state } = negotiation.step(defaults, dealt([5, 1, 5]), [own, [0, 0, 0]], rng());
    own[0] = 0;
    expect(state.last?.proposals[0]).toEqual([3, 2, 4.5]);
  });
});
