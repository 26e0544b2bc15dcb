import { expect, test } from '@jest/globals';
import {
  BACKWARD,
  FORWARD,
  NOOP,
  STEP_LEFT,
  STEP_RIGHT,
  TURN_LEFT,
  TURN_RIGHT,
} from '../../../shared/games/harvest/geometry.ts';
import { drawOrder } from '../../../shared/games/harvest/moves.ts';
import { RandomStream } from '../../../shared/random.ts';
import { Arena, FACINGS } from '../../fixtures/harvestArena.ts';

const facings = ['N', 'E', 'S', 'W'] as const;

test.each([
  [
    FORWARD,
    [
      [10, 11],
      [11, 12],
      [10, 13],
      [9, 12],
    ],
  ],
  [
    BACKWARD,
    [
      [10, 13],
      [9, 12],
      [10, 11],
      [11, 12],
    ],
  ],
  [
    STEP_LEFT,
    [
      [9, 12],
      [10, 11],
      [11, 12],
      [10, 13],
    ],
  ],
  [
    STEP_RIGHT,
    [
      [11, 12],
      [10, 13],
      [9, 12],
      [10, 11],
    ],
  ],
  [
    NOOP,
    [
      [10, 12],
      [10, 12],
      [10, 12],
      [10, 12],
    ],
  ],
])('[CH3] action %i steps relative to the facing and does not turn', (action, targets) => {
  for (const [i, facing] of facings.entries()) {
    const arena = new Arena({ players: [[10, 12, facing]] });
    arena.step(action);
    expect(arena.at(0)).toEqual(targets[i]);
    expect(arena.state.facing[0]).toBe(FACINGS[facing]);
  }
});

test('[CH3] four left turns visit west, south, east, north; right turns go the other way round', () => {
  const arena = new Arena({ players: [[10, 12, 'N']] });
  const turn = (action: number): unknown => (arena.step(action), arena.state.facing[0]);
  expect([1, 2, 3, 4].map(() => turn(TURN_LEFT))).toEqual([3, 2, 1, 0]);
  expect([1, 2, 3, 4].map(() => turn(TURN_RIGHT))).toEqual([1, 2, 3, 0]);
  expect(arena.at(0)).toEqual([10, 12]);
});

test('[CH3] walls, players and the edge of a map without walls block', () => {
  const walled = new Arena({
    players: [
      [1, 16, 'W'],
      [2, 16, 'W'],
    ],
  });
  walled.step(FORWARD, FORWARD);
  expect([walled.at(0), walled.at(1)]).toEqual([
    [1, 16],
    [2, 16],
  ]);

  const open = new Arena({ params: { map: ['PP', 'PP'] }, players: [[0, 0, 'N']] });
  open.step(FORWARD);
  open.step(STEP_LEFT);
  expect(open.at(0)).toEqual([0, 0]);
  expect(open.state.motion[0]).toBe(NOOP);
});

test('[CH4] who moves first is random: a follower advances half of the time', () => {
  const both = count(2000, (seed) => {
    const arena = new Arena(
      {
        players: [
          [10, 12, 'E'],
          [11, 12, 'E'],
        ],
      },
      seed,
    );
    arena.step(FORWARD, FORWARD);
    expect(arena.at(1)).toEqual([12, 12]);
    return arena.at(0)?.[0] === 11;
  });
  expectHalf(both, 2000);
});

test('[CH4] two players that want one cell get it equally often, and exactly one of them does', () => {
  const first = count(2000, (seed) => {
    const arena = new Arena(
      {
        players: [
          [10, 12, 'E'],
          [12, 12, 'W'],
        ],
      },
      seed,
    );
    arena.step(FORWARD, FORWARD);
    const entered = [arena.at(0)?.[0] === 11, arena.at(1)?.[0] === 11];
    expect(entered.filter(Boolean)).toHaveLength(1);
    return entered[0] === true;
  });
  expectHalf(first, 2000);
});

test('[CH5] players never swap', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const arena = new Arena(
      {
        players: [
          [10, 12, 'E'],
          [11, 12, 'W'],
        ],
      },
      seed,
    );
    arena.step(FORWARD, FORWARD);
    expect([arena.at(0), arena.at(1)]).toEqual([
      [10, 12],
      [11, 12],
    ]);
  }
});

test('[CH4] every order of three players is equally likely, and sixteen are a permutation', () => {
  const seen = new Map<string, number>();
  const order = new Uint8Array(3);
  const rng = new RandomStream(3, 'order');
  for (let i = 0; i < 6000; i += 1) {
    drawOrder(rng, order);
    seen.set(order.join(''), (seen.get(order.join('')) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  // Standard deviation of a count: sqrt(6000 * 1/6 * 5/6) = 28.9.
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(110);

  const many = new Uint8Array(16);
  const firsts = new Set<number>();
  for (let i = 0; i < 500; i += 1) {
    drawOrder(rng, many);
    expect([...many].sort((a, b) => a - b)).toEqual([...Array(16).keys()]);
    firsts.add(many[0] as number);
  }
  expect(firsts.size).toBe(16);
});

function count(times: number, happens: (seed: number) => boolean): number {
  return Array.from({ length: times }, (_, seed) => happens(seed)).filter(Boolean).length;
}

/** Within four standard deviations of a fair coin. */
function expectHalf(hits: number, times: number): void {
  expect(Math.abs(hits - times / 2)).toBeLessThan(4 * Math.sqrt(times / 4));
}
