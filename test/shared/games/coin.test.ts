import { describe, expect, test } from '@jest/globals';
import {
  cellAfter,
  coin,
  DOWN,
  LEFT,
  RIGHT,
  UP,
  type CoinMove,
  type CoinState,
} from '../../../shared/games/coin/game.ts';
import { startEpisode } from '../../../shared/episode.ts';
import { RandomStream } from '../../../shared/random.ts';
import { fixedDraws } from '../../fixtures/fixedDraws.ts';
import { discounted, sum } from '../../fixtures/returns.ts';

const defaults = coin.params.parse({});
const at = (row: number, column: number, columns = 3): number => row * columns + column;

/** A state on the 3x3 board with seat 0 at (0, 0), seat 1 at (2, 2) and seat 0's coin at (0, 1), unless said otherwise. */
const stateWith = (overrides: Partial<CoinState> = {}): CoinState => ({
  step: 0,
  cells: [at(0, 0), at(2, 2)],
  coin: at(0, 1),
  owner: 0,
  lastMoves: undefined,
  lastRewards: [0, 0],
  lastTakers: 0,
  totals: [0, 0],
  ...overrides,
});

/** Cells that hold a 1, by plane. */
function planes(state: CoinState, seat: number): (number | undefined)[] {
  const out = new Float32Array(36).fill(7);
  coin.observe(defaults, state, seat, out);
  expect([...out].every((x) => x === 0 || x === 1)).toBe(true);
  return [0, 1, 2, 3].map((plane) => {
    const ones = Array.from(out.slice(9 * plane, 9 * plane + 9)).flatMap((x, cell) =>
      x === 1 ? [cell] : [],
    );
    expect(ones.length).toBeLessThanOrEqual(1);
    return ones[0];
  });
}

// Draws are indices among the free cells in row-major order.
const TRACE: readonly {
  readonly moves: readonly [CoinMove, CoinMove];
  readonly draws: readonly number[];
  readonly freeCells: readonly number[];
  readonly cells: readonly number[];
  readonly rewards: readonly number[];
  readonly coin: readonly [owner: number, cell: number];
}[] = [
  // Free without (0,1) and (1,2): 0 2 3 4 6 7 8, the fifth is (2,0).
  {
    moves: [RIGHT, UP],
    draws: [4],
    freeCells: [7],
    cells: [at(0, 1), at(1, 2)],
    rewards: [1, 0],
    coin: [1, at(2, 0)],
  },
  {
    moves: [LEFT, DOWN],
    draws: [],
    freeCells: [],
    cells: [at(0, 0), at(2, 2)],
    rewards: [0, 0],
    coin: [1, at(2, 0)],
  },
  // Both on (2,0): 8 free cells, the fifth is (1,1).
  {
    moves: [UP, RIGHT],
    draws: [4],
    freeCells: [8],
    cells: [at(2, 0), at(2, 0)],
    rewards: [1, -1],
    coin: [0, at(1, 1)],
  },
  {
    moves: [DOWN, UP],
    draws: [],
    freeCells: [],
    cells: [at(0, 0), at(1, 0)],
    rewards: [0, 0],
    coin: [0, at(1, 1)],
  },
  // Free without (0,2) and (1,1): the first is (0,0).
  {
    moves: [LEFT, RIGHT],
    draws: [0],
    freeCells: [7],
    cells: [at(0, 2), at(1, 1)],
    rewards: [-2, 1],
    coin: [1, at(0, 0)],
  },
];

describe('Coin Game', () => {
  test('[CG1] [CG2] [CG3] the five-step trace by hand: wrapping, all ways to take a coin, new coins', () => {
    let state = stateWith();
    const rewards: [number[], number[]] = [[], []];
    for (const expected of TRACE) {
      const draws = fixedDraws(expected.draws);
      const transition = coin.step(defaults, state, expected.moves, draws);
      state = transition.state;
      expect({
        cells: state.cells,
        rewards: transition.rewards,
        coin: [state.owner, state.coin],
        free: draws.asked,
      }).toEqual({
        cells: expected.cells,
        rewards: expected.rewards,
        coin: expected.coin,
        free: expected.freeCells,
      });
      rewards[0].push(transition.rewards[0] as number);
      rewards[1].push(transition.rewards[1] as number);
    }
    expect([sum(rewards[0]), sum(rewards[1])]).toEqual([0, 0]);
    expect(state.totals).toEqual([0, 0]);
    expect(discounted(rewards[0], 0.96)).toBeCloseTo(0.22290688, 8);
    expect(discounted(rewards[1], 0.96)).toBeCloseTo(-0.07225344, 8);
  });

  test('[CG4] the observation is four planes [self, other, own coin, other’s coin], swapped for seat 1', () => {
    expect(planes(stateWith(), 0)).toEqual([at(0, 0), at(2, 2), at(0, 1), undefined]);
    expect(planes(stateWith(), 1)).toEqual([at(2, 2), at(0, 0), undefined, at(0, 1)]);
    expect(planes(stateWith({ owner: 1 }), 0)).toEqual([at(0, 0), at(2, 2), undefined, at(0, 1)]);
    expect(coin.spec(defaults).observation.shape).toEqual([4, 3, 3]);
  });

  test('[CG2] the owner of a coin that both take gets the penalty once', () => {
    const both = { cells: [at(0, 0), at(0, 2)], coin: at(0, 1) } as const;
    const rewards = ([0, 1] as const).map(
      (owner) => coin.step(defaults, stateWith({ ...both, owner }), [RIGHT, LEFT], fixedDraws([0])).rewards,
    );
    expect(rewards).toEqual([
      [-1, 1],
      [1, -1],
    ]);
  });

  test('[CG2] players pass each other and may share a cell without a coin', () => {
    const neighbours = stateWith({ cells: [at(1, 0), at(1, 1)], coin: at(0, 0) });
    expect(coin.step(defaults, neighbours, [RIGHT, LEFT], fixedDraws([])).state.cells).toEqual([
      at(1, 1),
      at(1, 0),
    ]);
    const meeting = stateWith({ cells: [at(1, 0), at(1, 2)], coin: at(0, 0) });
    const { state, rewards } = coin.step(defaults, meeting, [RIGHT, LEFT], fixedDraws([]));
    expect([state.cells, rewards]).toEqual([
      [at(1, 1), at(1, 1)],
      [0, 0],
    ]);
  });

  test('[CG1] reset: all 81 pairs of cells, both owners and all free coin cells, equally often', () => {
    const resets = 16_000;
    const pairs = new Map<string, number>();
    let ownedBy1 = 0;
    for (let seed = 0; seed < resets; seed += 1) {
      const state = coin.reset(defaults, new RandomStream(seed, 'reset'));
      expect(state.cells).not.toContain(state.coin);
      const key = state.cells.join();
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
      ownedBy1 += state.owner;
    }
    expect(pairs.size).toBe(81);
    const expected = resets / 81;
    const chiSquare = sum([...pairs.values()].map((n) => (n - expected) ** 2 / expected));
    // The 0.999 quantile of chi-square with 80 degrees of freedom.
    expect(chiSquare).toBeLessThan(124.8);
    expect(Math.abs(ownedBy1 - resets / 2)).toBeLessThan(3 * Math.sqrt(resets / 4));
  });

  test('[CG3] a new coin lies on every cell without a player equally often', () => {
    const counts = new Map<number, number>();
    const rng = new RandomStream(1, 'coins');
    for (let i = 0; i < 7000; i += 1) {
      const { state } = coin.step(defaults, stateWith(), [RIGHT, UP], rng);
      counts.set(state.coin, (counts.get(state.coin) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([0, 2, 3, 4, 6, 7, 8]);
    // The 0.999 quantile with 6 degrees of freedom.
    expect(sum([...counts.values()].map((n) => (n - 1000) ** 2 / 1000))).toBeLessThan(22.5);
  });

  test('[CG5] an episode is cut after 50 steps; the league’s after 16', () => {
    const lengths = coin.presets.map(({ params }) => {
      const episode = startEpisode({ game: coin, params: coin.params.parse(params), seed: 1 });
      while (episode.status === 'running') episode.advance([LEFT, LEFT]);
      return [episode.step, episode.status];
    });
    expect(lengths).toEqual([
      [50, 'truncated'],
      [16, 'truncated'],
    ]);
  });

  test('[CG6] board, reward and penalty are parameters: a 4x5 torus and penalty -3', () => {
    const params = coin.params.parse({ rows: 4, columns: 5, penalty: -3, takeReward: 2 });
    expect(coin.spec(params).observation.shape).toEqual([4, 4, 5]);
    const corner = at(0, 0, 5);
    expect([LEFT, RIGHT, UP, DOWN].map((move) => cellAfter(params, corner, move as CoinMove))).toEqual([
      at(0, 4, 5),
      at(0, 1, 5),
      at(3, 0, 5),
      at(1, 0, 5),
    ]);
    const last = at(3, 4, 5);
    expect([LEFT, RIGHT, UP, DOWN].map((move) => cellAfter(params, last, move as CoinMove))).toEqual([
      at(3, 3, 5),
      at(3, 0, 5),
      at(2, 4, 5),
      at(0, 4, 5),
    ]);
    const state = stateWith({ cells: [corner, last], coin: at(0, 4, 5), owner: 0 });
    const draws = fixedDraws([17]);
    const result = coin.step(params, state, [RIGHT, DOWN], draws);
    expect([result.rewards, result.state.coin, draws.asked]).toEqual([[-3, 2], at(3, 4, 5), [18]]);
    expect(() => coin.params.parse({ rows: 1 })).toThrow();
    expect(() => coin.params.parse({ columns: 17 })).toThrow();
  });

  test('[CG7] a view tells both cells, the coin, the last step and the totals from its seat’s side', () => {
    const { state } = coin.step(defaults, stateWith({ owner: 1 }), [RIGHT, UP], fixedDraws([4]));
    expect(coin.view(defaults, state, 1)).toEqual({
      rows: 3,
      columns: 3,
      cell: { own: { row: 1, column: 2 }, other: { row: 0, column: 1 } },
      coin: { row: 2, column: 0, owner: 'other' },
      last: {
        move: { own: UP, other: RIGHT },
        reward: { own: -2, other: 1 },
        took: { own: null, other: 'own' },
      },
      total: { own: -2, other: 1 },
      step: 1,
      steps: 50,
      takeReward: 1,
      penalty: -2,
    });
    expect(coin.view(defaults, state, 0).last?.took).toEqual({ own: 'other', other: null });
    expect(coin.view(defaults, state, 'spectator')).toEqual(coin.view(defaults, state, 0));
    expect(coin.view(defaults, stateWith(), 0).last).toBeNull();
  });

  test('[CG8] takings are counted with the taker and whose coin it was', () => {
    const events = (overrides: Partial<CoinState>, moves: readonly CoinMove[]): unknown =>
      coin.step(defaults, stateWith(overrides), moves, new RandomStream(1, 'x')).events;
    expect(events({}, [LEFT, UP])).toEqual([]);
    expect(events({}, [RIGHT, UP])).toEqual([{ kind: 'coin-taken-own', seat: 0 }]);
    expect(events({ owner: 1 }, [RIGHT, UP])).toEqual([{ kind: 'coin-taken-other', seat: 0 }]);
    expect(events({ cells: [at(0, 0), at(0, 2)] }, [RIGHT, LEFT])).toEqual([
      { kind: 'coin-taken-own', seat: 0 },
      { kind: 'coin-taken-other', seat: 1 },
      { kind: 'coin-taken-together' },
    ]);
  });
});
