import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import { APPLE, FORWARD, NOOP, TURN_LEFT } from '../../../shared/games/harvest/geometry.ts';
import type { Layout } from '../../../shared/games/harvest/layout.ts';
import { OPEN_MAP } from '../../../shared/games/harvest/map.ts';
import { NO_LABEL, setLabel, siteLook } from '../../../shared/games/harvest/state.ts';
import { RandomStream } from '../../../shared/random.ts';
import { Arena, type ArenaSetup, type Cell } from '../../fixtures/harvestArena.ts';

const DEFAULT_TABLE = [0, 0.0025, 0.005, 0.025];
const chance = (n: number): number => DEFAULT_TABLE[Math.min(n, 3)] as number;

/** Step, in 1 .. within, at whose end the apple is back; undefined if it is not. */
function regrowsAt(setup: ArenaSetup, [x, y]: Cell, within: number, seed: number): number | undefined {
  const arena = new Arena(setup, seed);
  for (let step = 1; step <= within; step += 1) {
    arena.step();
    if (arena.isLive(x, y)) return step;
  }
  return undefined;
}

function shareOf(trials: number, happens: (seed: number) => boolean): number {
  return Array.from({ length: trials }, (_, seed) => happens(seed)).filter(Boolean).length / trials;
}

test('[CH1] the open map has 64 apples in six bushes, 60 outside and 2 inside spawns', () => {
  const { layout } = new Arena({});
  expect([layout.width, layout.height, layout.siteCell.length]).toEqual([24, 18, 64]);
  expect([...layout.bushSize].sort((a, b) => a - b)).toEqual([6, 6, 13, 13, 13, 13]);
  expect([layout.outsideSpawns.length, layout.insideSpawns.length]).toEqual([60, 2]);
  expect(OPEN_MAP[7]?.[7] + (OPEN_MAP[7]?.[16] as string)).toBe('QQ');
});

test('[CH7] neighbours at the start: 12 around 4 apples, 7 around 32, 5 around 4, 4 around 20, 3 around 4', () => {
  const { state } = new Arena({});
  const histogram: Record<number, number> = {};
  for (const n of state.count) histogram[n] = (histogram[n] ?? 0) + 1;
  expect(histogram).toEqual({ 12: 4, 7: 32, 5: 4, 4: 20, 3: 4 });
});

test.each([
  [8, 3, 12],
  [7, 2, 7],
  [8, 1, 4],
  [1, 1, 5],
  [2, 1, 4],
  [3, 1, 3],
  [1, 2, 4],
  [2, 2, 5],
  [1, 3, 3],
])('[CH8] with all others live, the apple at %i,%i has %i around it and regrows with .025', (x, y, n) => {
  const arena = new Arena({ waiting: [[x, y]] });
  expect(arena.label(x, y)).toBe(n);
  expect(chance(n)).toBe(0.025);
});

test.each<[string, Cell[], Cell, number, number]>([
  [
    'two',
    [
      [8, 1],
      [8, 5],
    ],
    [8, 3],
    2,
    0.005,
  ],
  ['one', [[7, 2]], [8, 3], 1, 0.0025],
  ['one', [[7, 2]], [9, 2], 1, 0.0025],
  ['none', [[7, 2]], [9, 4], 0, 0],
  ['one', [[7, 2]], [7, 4], 1, 0.0025],
  ['one', [[1, 1]], [3, 1], 1, 0.0025],
  ['one', [[1, 1]], [2, 2], 1, 0.0025],
  ['one', [[1, 1]], [1, 3], 1, 0.0025],
])(
  '[CH8] with %s of %j around it, the apple at %j counts %i and regrows with %d',
  (_words, live, [x, y], n, p) => {
    const arena = new Arena({ live });
    expect(arena.label(x, y)).toBe(n);
    expect(chance(n)).toBe(p);
  },
);

test('[CH8] the default table is 0, .0025, .005, .025', () => {
  expect(harvest.params.parse({}).regrowth).toEqual(DEFAULT_TABLE);
});

// P(regrown within k steps) for a constant number of neighbours: 1 - (1 - p)^k.
test.each([
  [
    1,
    [
      [1, 0.0025],
      [10, 0.02472],
      [100, 0.22144],
      [400, 0.63258],
    ],
  ],
  [
    2,
    [
      [1, 0.005],
      [10, 0.04889],
      [100, 0.39423],
      [400, 0.86534],
    ],
  ],
  [
    3,
    [
      [1, 0.025],
      [10, 0.22367],
      [100, 0.92048],
      [400, 0.99996],
    ],
  ],
])('[CH8] with %i around it an apple is back after k steps as often as the table says', (n, table) => {
  const { layout } = new Arena({});
  for (const [k, p] of table as [number, number][]) {
    if (k > 64) continue;
    const none = layout.noRegrowth[n]?.[k] as number;
    expect(1 - none / 2 ** 32).toBeCloseTo(p, 4);
  }
  // By playing: one waiting apple with n live ones in reach, which nobody eats.
  const map = ['P   ', 'A'.repeat(n + 1).padEnd(4)];
  const live = (
    [
      [0, 1],
      [1, 1],
    ] as const
  ).slice(0, n);
  const setup: ArenaSetup = n < 3 ? { params: { map }, live } : { waiting: [[8, 5]] };
  const cell: Cell = n < 3 ? [n, 1] : [8, 5];
  const [k, p] = (n === 3 ? table[1] : table[2]) as [number, number];
  const trials = 1000;
  const share = shareOf(trials, (seed) => regrowsAt(setup, cell, k, seed) !== undefined);
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / trials));
});

test('[CH8] many waiting apples regrow independently of each other, any number at once', () => {
  // Ten pairs out of each other's reach: each waiting apple has one live neighbour, p = .3.
  const map = ['P' + ' '.repeat(59), 'AA    '.repeat(10)];
  const params = { map, regrowth: [0, 0.3] };
  const live = Array.from({ length: 10 }, (_, i): Cell => [6 * i, 1]);
  const trials = 1500;
  const numbers = Array.from({ length: trials }, (_, seed) => {
    const arena = new Arena({ params, live }, seed);
    arena.step();
    return live.map(([x]) => arena.isLive(x + 1, 1));
  });
  const counts = numbers.map((back) => back.filter(Boolean).length);
  const mean = counts.reduce((a, b) => a + b, 0) / trials;
  const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / trials;
  // Binomial(10, .3): mean 3, variance 2.1.
  expect(Math.abs(mean - 3)).toBeLessThan(4 * Math.sqrt(2.1 / trials));
  expect(Math.abs(variance - 2.1)).toBeLessThan(0.25);
  for (let i = 0; i < 10; i += 1) {
    const share = numbers.filter((back) => back[i]).length / trials;
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / trials));
  }
});

test('[CH8] probabilities 0 and 1 are exact, and the last entry holds for more neighbours', () => {
  const certain = new Arena({
    params: { regrowth: [0, 0, 1] },
    waiting: [
      [8, 3],
      [8, 1],
    ],
  });
  certain.step();
  expect([certain.isLive(8, 3), certain.isLive(8, 1)]).toEqual([true, true]);
  const never = new Arena({ params: { regrowth: [0] }, waiting: [[8, 3]] });
  for (let i = 0; i < 200; i += 1) never.step();
  expect(never.isLive(8, 3)).toBe(false);
});

test('[CH6] [CH7] an apple eaten in step s has its label after s+1 and can be back after s+2', () => {
  const firsts = Array.from({ length: 1500 }, (_, seed) => {
    const arena = new Arena({ players: [[8, 6, 'N']] }, seed);
    const { rewards, events } = arena.step(FORWARD);
    if (seed > 20) return (arena.step(), arena.step().rewards[0] as number);
    expect(rewards).toEqual([1]);
    expect(events).toEqual([
      { kind: 'apple-eaten', seat: 0, x: 8, y: 5, bush: arena.layout.bushOf[arena.site(8, 5)] },
    ]);
    expect([arena.isLive(8, 5), arena.label(8, 5)]).toEqual([false, NO_LABEL]);
    expect(arena.step().rewards).toEqual([0]);
    expect([arena.isLive(8, 5), arena.label(8, 5)]).toEqual([false, 4]);
    // It stays there: an apple that regrows under it is eaten at once.
    return arena.step().rewards[0] as number;
  });
  const share = firsts.reduce((a, b) => a + b, 0) / firsts.length;
  expect(Math.abs(share - 0.025)).toBeLessThan(4 * Math.sqrt((0.025 * 0.975) / firsts.length));
});

test('[CH9] whoever stands on a bush cell is paid each time its apple regrows, which never counts as live', () => {
  const arena = new Arena({ players: [[8, 6, 'N']] });
  arena.step(FORWARD);
  let paid = 0;
  for (let i = 0; i < 1000; i += 1) {
    const { rewards } = arena.step(NOOP);
    paid += rewards[0] as number;
    expect(arena.isLive(8, 5)).toBe(false);
    if (rewards[0] === 1) expect(arena.label(8, 5)).toBe(NO_LABEL);
  }
  // A cycle is one step without a label and 40 draws on average: 24 per 1000, standard deviation below 6.
  expect(paid).toBeGreaterThan(8);
  expect(paid).toBeLessThan(42);
});

test('[CH7] a draw uses the count of the step before the last', () => {
  // Seat 0 takes the only apple around (1,1) in the first step: the old label still counts in the next step.
  const map = ['  P  P', 'AA    '];
  const params = { map, regrowth: [0, 1] };
  const arena = new Arena({
    params,
    players: [
      [0, 0, 'S'],
      [5, 0, 'N'],
    ],
    waiting: [[1, 1]],
  });
  setLabel(arena.state, arena.site(1, 1), 0);
  arena.step(FORWARD, TURN_LEFT);
  // In that step the draw had label 0; the label became 1, counted before the apple was eaten.
  expect([arena.isLive(1, 1), arena.label(1, 1), arena.count(1, 1)]).toEqual([false, 1, 0]);
  arena.step();
  expect(arena.isLive(1, 1)).toBe(true);
});

test('[CH10] a bush dies one step after its last apple, when no label is left, and stays dead', () => {
  const params = { map: ['P P', 'AA '], regrowth: [0, 0] };
  const arena = new Arena({ params, players: [[0, 0, 'S']] });
  const kinds = [FORWARD, 3, NOOP, NOOP].map((action) => arena.step(action).events.map(({ kind }) => kind));
  expect(kinds).toEqual([['apple-eaten'], ['apple-eaten'], ['bush-died'], []]);
});

test('[CH10] a bush that regrows from an old label has not died', () => {
  const params = { map: ['P P', 'AA '], regrowth: [0, 1] };
  const arena = new Arena({ params, players: [[0, 0, 'S']], waiting: [[1, 1]] });
  setLabel(arena.state, arena.site(1, 1), 0);
  const kinds = [FORWARD, NOOP, NOOP].map((action) => arena.step(action).events.map(({ kind }) => kind));
  expect(kinds.flat()).not.toContain('bush-died');
  expect(arena.state.bushLive[0]).toBeGreaterThan(0);
});

test('[CH7] counts and labels kept step by step equal those made afresh, over random play', () => {
  const params = harvest.params.parse({ seats: 9 });
  const rng = new RandomStream(5, 'play');
  let state = harvest.reset(params, new RandomStream(5, 'reset'));
  const { layout } = new Arena({ params: { seats: 9 } });
  const sites = [...layout.siteCell.entries()];
  for (let t = 0; t < 300; t += 1) {
    const actions = Array.from({ length: 9 }, () => rng.int(8));
    const before = state;
    state = harvest.step(params, before, actions, new RandomStream(5, 'step', t)).state;
    const wrong = sites.filter(([site, cell]) => {
      const around = sites.filter(([other, there]) => other !== site && distance(layout, cell, there) <= 2);
      const live = around.filter(([other]) => state.live[other] === 1).length;
      const isLive = state.live[site] === 1;
      // Waiting since before this step, or eaten in it (again).
      const labels = isLive
        ? [NO_LABEL]
        : before.live[site] === 1
          ? [NO_LABEL]
          : [before.count[site], NO_LABEL];
      const look = isLive ? APPLE : state.look[site];
      return (
        state.count[site] !== live || !labels.includes(state.label[site]) || siteLook(state, site) !== look
      );
    });
    const classes = [0, 0, 0, 0];
    for (const label of state.label) {
      if (label !== NO_LABEL) classes[Math.min(label, 3)] = (classes[Math.min(label, 3)] as number) + 1;
    }
    expect([...state.classSize]).toEqual(classes);
    expect(wrong).toEqual([]);
  }
});

function distance({ cellX, cellY }: Layout, a: number, b: number): number {
  const dx = (cellX[a] as number) - (cellX[b] as number);
  return Math.abs(dx) + Math.abs((cellY[a] as number) - (cellY[b] as number));
}
