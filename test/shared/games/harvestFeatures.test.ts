import { expect, test } from '@jest/globals';
import { FEATURES_AT, harvestFeatures } from '../../../shared/games/harvest/features.ts';
import { harvest } from '../../../shared/games/harvest/game.ts';
import {
  APPLE,
  BEAM,
  FLOOR,
  FORWARD,
  GRASS,
  NOOP,
  SELF,
  VIEW_CELLS,
  VIEW_SELF,
  VIEW_SIZE,
  WALL,
  ZAP,
} from '../../../shared/games/harvest/geometry.ts';
import { halfOctave } from '../../../shared/games/harvest/history.ts';
import { SMALL_MAP } from '../../../shared/games/harvest/map.ts';
import type { HarvestParams } from '../../../shared/games/harvest/params.ts';
import type { HarvestState } from '../../../shared/games/harvest/state.ts';
import { RandomStream } from '../../../shared/random.ts';
import { Arena } from '../../fixtures/harvestArena.ts';

function featuresOf(params: HarvestParams, state: HarvestState, seat: number): number[] {
  const out = new Uint16Array(harvestFeatures.longest(params));
  return [...out.subarray(0, harvestFeatures.write(params, state, seat, out, 0))].sort((a, b) => a - b);
}

type Kind = keyof typeof FEATURES_AT;
const KINDS = Object.keys(FEATURES_AT) as Kind[];

/** Numbers of the features of one kind that are on, counted from the first of the kind. */
function ofKind(features: readonly number[], kind: Kind): number[] {
  const first = FEATURES_AT[kind];
  const next = KINDS[KINDS.indexOf(kind) + 1];
  const end = next === undefined ? Infinity : FEATURES_AT[next];
  return features.filter((feature) => feature >= first && feature < end).map((feature) => feature - first);
}

/** The dense observation, put together from features alone, for maps with a wall along the edge. */
function denseFrom(features: readonly number[]): number[] {
  const out = Array.from({ length: 2 * VIEW_CELLS + 1 }, () => 0);
  if (ofKind(features, 'back').length > 0) return out;
  paintGround(ofKind(features, 'barrier'), out);
  out[VIEW_CELLS + VIEW_SELF] = SELF;
  for (const feature of ofKind(features, 'site')) {
    out[feature % VIEW_CELLS] = feature < 4 * VIEW_CELLS ? APPLE : GRASS;
  }
  const facings = new Map(
    ofKind(features, 'facing').map((f) => [f % VIEW_CELLS, Math.floor(f / VIEW_CELLS)]),
  );
  for (const feature of ofKind(features, 'colour')) {
    const facing = facings.get(feature % VIEW_CELLS) as number;
    out[VIEW_CELLS + (feature % VIEW_CELLS)] = 2 + 4 * Math.floor(feature / VIEW_CELLS) + facing;
  }
  for (const i of ofKind(features, 'lit')) {
    out[i] = BEAM;
    out[VIEW_CELLS + i] = 0;
  }
  out[2 * VIEW_CELLS] = ofKind(features, 'ready')[0] as number;
  return out;
}

function paintGround(barriers: readonly number[], out: number[]): void {
  const stepsTo = (first: number, range: number): number =>
    1 + (barriers.find((b) => b >= first && b < first + range) ?? Infinity) - first;
  const [ahead, right, behind, left] = [
    stepsTo(0, 9),
    stepsTo(9, 5),
    stepsTo(14, 1),
    stepsTo(15, 5),
  ] as const;
  for (let i = 0; i < VIEW_CELLS; i += 1) {
    const up = 9 - Math.floor(i / VIEW_SIZE);
    const side = (i % VIEW_SIZE) - 5;
    const isOutside = up > ahead || -up > behind || side > right || -side > left;
    const isWall = up === ahead || -up === behind || side === right || -side === left;
    out[i] = isOutside ? 0 : isWall ? WALL : FLOOR;
  }
}

/** Classes of the sites by counting apples in the dense observation. */
function sitesFrom(dense: Uint8Array, radius: number): number[] {
  const cells = [...Array.from({ length: VIEW_CELLS }).keys()];
  return cells
    .filter((i) => dense[i] === APPLE || dense[i] === GRASS)
    .map((i) => {
      const around = cells.filter((j) => {
        const dx = (i % VIEW_SIZE) - (j % VIEW_SIZE);
        const dy = Math.floor(i / VIEW_SIZE) - Math.floor(j / VIEW_SIZE);
        return j !== i && dense[j] === APPLE && dx * dx + dy * dy <= radius * radius;
      }).length;
      return ((dense[i] === APPLE ? 0 : 4) + Math.min(around, 3)) * VIEW_CELLS + i;
    })
    .sort((a, b) => a - b);
}

const WIDE = [
  'W'.repeat(40),
  ...Array.from({ length: 20 }, () => `W${'AP A'.repeat(10).slice(2)}W`),
  'W'.repeat(40),
];

test.each([
  ['the open map', {}],
  ['the small map', { map: SMALL_MAP, seats: 3, regrowth: [0.02, 0.1, 0.2, 0.3] }],
  ['a wide map with long beams', { map: WIDE, seats: 16, colours: 'shuffled', beamLength: 6 }],
  [
    'listed colours, and neighbours up to three cells away',
    { seats: 2, colours: [4, 15], regrowthRadius: 3 },
  ],
  ['neighbours up to four cells away', { regrowthRadius: 4, respawnDelay: 12 }],
])('[CH30] features tell all of the observation and no more on %s, over random play', (_map, raw) => {
  const params = harvest.params.parse(raw);
  const rng = new RandomStream(8, 'play');
  let state = harvest.reset(params, new RandomStream(8, 'reset'));
  const dense = new Uint8Array(243);
  for (let t = 0; t < 60; t += 1) {
    for (let seat = 0; seat < params.seats; seat += 1) {
      harvest.observe(params, state, seat, dense);
      const features = featuresOf(params, state, seat);
      expect(denseFrom(features)).toEqual([...dense]);
      expect(ofKind(features, 'site')).toEqual(sitesFrom(dense, params.regrowthRadius));
    }
    const actions = Array.from({ length: params.seats }, () => (rng.chance(0.2) ? ZAP : rng.int(7)));
    state = harvest.step(params, state, actions, new RandomStream(8, 'step', t)).state;
  }
});

test('[CH30] an apple under a beam does not count as a neighbour, one behind the edge of the window neither', () => {
  // The beam ends on the farther one of two apples.
  const live = [
    [8, 2],
    [8, 4],
  ] as const;
  const players = [
    [8, 6, 'N'],
    [11, 2, 'W'],
  ] as const;
  const arena = new Arena({ players, live });
  const sites = (): number[] =>
    ofKind(featuresOf(arena.params, arena.state, 0), 'site').filter((site) => site < 4 * VIEW_CELLS);
  // Own cell is 104: the apples lie four and two rows up, and count each other.
  expect(sites()).toEqual([VIEW_CELLS + 104 - 44, VIEW_CELLS + 104 - 22]);
  arena.step(NOOP, ZAP);
  expect(sites()).toEqual([104 - 22]);
  const below = new Arena({
    players: [[8, 13, 'N']],
    live: [
      [8, 2],
      [8, 4],
    ],
  });
  expect(ofKind(featuresOf(below.params, below.state, 0), 'site').filter((s) => s < 4 * VIEW_CELLS)).toEqual([
    5,
  ]);
});

test('[CH31] the last action is told as it was given, heeded or not; none before the first step', () => {
  const arena = new Arena({
    players: [
      [12, 12, 'N'],
      [12, 11, 'S'],
    ],
  });
  const last = (): number[][] =>
    [0, 1].map((seat) => ofKind(featuresOf(arena.params, arena.state, seat), 'action'));
  expect(last()).toEqual([[], []]);
  arena.step(FORWARD, ZAP);
  expect(last()).toEqual([[FORWARD], [ZAP]]);
  arena.step(ZAP, NOOP);
  expect(last()).toEqual([[ZAP], [NOOP]]);
});

test('[CH31] who is off the board knows how long, and after its return how long ago it was hit', () => {
  const arena = new Arena({
    players: [
      [12, 12, 'N'],
      [12, 11, 'S'],
    ],
  });
  const told = (kind: Kind): number[] => ofKind(featuresOf(arena.params, arena.state, 0), kind);
  expect([told('back'), told('hit'), told('ready')]).toEqual([[], [], [2]]);
  arena.step(NOOP, ZAP);
  expect([told('back'), told('hit'), told('ready')]).toEqual([[4], [], []]);
  for (let left = 3; left >= 0; left -= 1) {
    arena.step();
    expect(told('back')).toEqual([left]);
  }
  arena.step();
  // Five steps after the hit: classes 1, 2, 3, 4-5 ..., counted from 0.
  expect([told('back'), told('hit')]).toEqual([[], [3]]);
  for (let t = 6; t <= 254; t += 1) {
    arena.step();
    expect(told('hit')).toEqual([halfOctave(t) - 1]);
  }
  arena.step();
  expect(told('hit')).toEqual([]);
});

test('[CH31] own rewards fade by a tenth and by a hundredth a step', () => {
  const arena = new Arena({ players: [[8, 6, 'N']], live: [[8, 5]] });
  const told = (): number[][] =>
    (['short', 'long'] as const).map((kind) => ofKind(featuresOf(arena.params, arena.state, 0), kind));
  expect(told()).toEqual([[], []]);
  arena.step(FORWARD);
  // Four quarters of an apple are class 4.
  expect(told()).toEqual([[3], [3]]);
  for (let t = 1; t <= 140; t += 1) {
    arena.step();
    const quarters = [4 * 0.9 ** t, 4 * 0.99 ** t];
    expect(told()).toEqual(quarters.map((n) => (n < 1 ? [] : [halfOctave(Math.floor(n)) - 1])));
  }
});

test('[CH31] half octaves', () => {
  const starts = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
  for (let n = 0; n < 40; n += 1) expect(halfOctave(n)).toBe(starts.findLastIndex((start) => start <= n));
});
