import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import {
  BACKWARD,
  FORWARD,
  NOOP,
  STEP_LEFT,
  STEP_RIGHT,
  TURN_LEFT,
  TURN_RIGHT,
  ZAP,
} from '../../../shared/games/harvest/geometry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';
import { Arena } from '../../fixtures/harvestArena.ts';
import { playMatch } from '../../fixtures/match.ts';

const repeat = (ref: string, times: number): string[] => Array.from({ length: times }, () => ref);

/** How often a player in seat 0 chooses each action here. */
function choices(arena: Arena, name: string, options: object = {}, draws = 400): Map<number, number> {
  const player = scriptedPlayer('harvest', name);
  const seat = 0;
  const { params } = arena;
  const start = { params, spec: harvest.spec(params), seat, options: player.options.parse(options) };
  const view = harvest.view(params, arena.state, player.sees === 'everything' ? 'spectator' : seat);
  const times = new Map<number, number>();
  for (let i = 0; i < draws; i += 1) {
    const rng = new RandomStream(i, 'choice');
    const { action } = player.decide({ ...start, step: 0, view, memory: player.begin(start), rng });
    times.set(action as number, (times.get(action as number) ?? 0) + 1);
  }
  return times;
}

const chosen = (arena: Arena, name: string, options?: object): number[] =>
  [...choices(arena, name, options).keys()].sort((a, b) => a - b);

test('[CH25] random is uniform over the eight actions', () => {
  const times = choices(new Arena({ players: [[8, 6, 'N']] }), 'random');
  expect(times.size).toBe(8);
  // Mean 50, standard deviation 6.6.
  for (const n of times.values()) expect(Math.abs(n - 50)).toBeLessThan(27);
});

test.each(['greedy', 'sighted-greedy', 'greedy-zapper', 'restrained', 'bush-guard'])(
  '[CH26] %s steps towards the nearest apple without turning',
  (name) => {
    // The apple of (8,5) is one step north of (8,6).
    const stepsNorth = { N: FORWARD, E: STEP_LEFT, W: STEP_RIGHT } as const;
    for (const [facing, step] of Object.entries(stepsNorth)) {
      const arena = new Arena({ players: [[8, 6, facing as keyof typeof stepsNorth]] });
      expect(chosen(arena, name)).toEqual([step]);
    }
    // Facing south a player sees one apple of the bush, in the row behind it: too few for those who leave some.
    if (name === 'restrained' || name === 'bush-guard') return;
    expect(chosen(new Arena({ players: [[8, 6, 'S']] }), name)).toEqual([BACKWARD]);
  },
);

test('[CH26] greedy chooses at random among the steps of all shortest ways to all nearest apples', () => {
  const params = { map: ['A  A ', '     ', '  A  ', 'PPPP '] };
  const live = [
    [0, 0],
    [3, 0],
  ] as const;
  // (0,0) and (3,0) are both two steps away: west twice, and east and north in any order.
  const arena = new Arena({ params, players: [[2, 1, 'N']], live: live.map(([x, y]) => [x, y] as const) });
  expect(chosen(arena, 'greedy')).toEqual([FORWARD, STEP_RIGHT]);
  const tied = new Arena({ params, players: [[1, 1, 'N']], live: [[0, 0]] });
  expect(chosen(tied, 'greedy')).toEqual([FORWARD, STEP_LEFT]);
});

test('[CH26] greedy goes round walls and ignores other players', () => {
  const params = { map: ['A    ', 'WW W ', 'PP W ', 'PP   '] };
  // Straight up is a wall; the way leads east, where somebody stands.
  const arena = new Arena({
    params,
    players: [
      [1, 2, 'N'],
      [2, 2, 'N'],
    ],
  });
  expect(chosen(arena, 'greedy')).toEqual([STEP_RIGHT]);
});

test('[CH26] greedy sees the whole map, the sighted one only its window', () => {
  const arena = new Arena({ players: [[11, 12, 'S']], live: [[8, 5]] });
  expect(chosen(arena, 'greedy')).toEqual([BACKWARD, STEP_RIGHT]);
  expect(chosen(arena, 'sighted-greedy')).toEqual([FORWARD, TURN_LEFT, TURN_RIGHT]);
});

test('[CH26] without an apple greedy moves at random and never zaps', () => {
  const arena = new Arena({
    players: [
      [11, 12, 'S'],
      [11, 13, 'N'],
    ],
    live: [],
  });
  expect(chosen(arena, 'greedy')).toEqual([1, 2, 3, 4, 5, 6]);
});

test('[CH26] off the board everybody idles', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  arena.step(NOOP, ZAP);
  for (const name of ['greedy', 'sighted-greedy', 'greedy-zapper', 'restrained', 'bush-guard']) {
    expect(chosen(arena, name)).toEqual([NOOP]);
  }
});

test('[CH27] the zapper shoots whoever stands in its beam, and only when it can', () => {
  const inBeam = new Arena({
    players: [
      [8, 6, 'E'],
      [10, 7, 'N'],
    ],
  });
  expect(chosen(inBeam, 'greedy-zapper')).toEqual([ZAP]);
  expect(chosen(inBeam, 'greedy-zapper', { zap: 0 })).toEqual([STEP_LEFT]);
  expect(chosen(inBeam, 'greedy-zapper', { zap: 0.5 })).toEqual([STEP_LEFT, ZAP]);
  inBeam.state.cooldown[0] = 1;
  expect(chosen(inBeam, 'greedy-zapper')).toEqual([STEP_LEFT]);
  const beside = new Arena({
    players: [
      [8, 6, 'E'],
      [11, 7, 'N'],
    ],
  });
  expect(chosen(beside, 'greedy-zapper')).toEqual([STEP_LEFT]);
  const harmless = new Arena({
    params: { zap: 'off' },
    players: [
      [8, 6, 'E'],
      [9, 6, 'N'],
    ],
  });
  expect(chosen(harmless, 'greedy-zapper')).toEqual([STEP_LEFT]);
});

test('[CH27] its idea of the beam is the beam of the rules, on open ground and behind walls', () => {
  const map = ['       ', ' W   W ', '       ', '   W   ', '       ', 'PP     '];
  const cells = map.flatMap((row, y) =>
    [...row.split('').keys()].filter((x) => row[x] !== 'W').map((x) => [x, y] as const),
  );
  for (const facing of ['N', 'E', 'S', 'W'] as const) {
    for (const [x, y] of cells) {
      if (x === 3 && y === 2) continue;
      const arena = new Arena({
        params: { map },
        players: [
          [3, 2, facing],
          [x, y, 'N'],
        ],
      });
      const shoots = choices(arena, 'greedy-zapper', {}, 1).has(ZAP);
      const isHit = arena.step(ZAP).events.some(({ kind }) => kind === 'hit');
      expect([facing, x, y, shoots]).toEqual([facing, x, y, isHit]);
    }
  }
});

test('[CH27] a slowed player acts with the given probability, the pacifist with .55', () => {
  const arena = new Arena({ players: [[8, 6, 'N']] });
  const share = choices(arena, 'pacifist-over-harvester').get(FORWARD) ?? 0;
  // Mean 220, standard deviation 10.
  expect(Math.abs(share - 220)).toBeLessThan(40);
  expect(chosen(arena, 'greedy', { act: 0 })).toEqual([NOOP]);
  expect(chosen(arena, 'greedy-zapper', { act: 0 })).toEqual([NOOP]);
});

test('[CH28] restrained takes from a bush only what exceeds the apples to keep, and walks over none of the rest', () => {
  const arena = (live: [number, number][]): Arena => new Arena({ players: [[8, 6, 'N']], live });
  const five: [number, number][] = [
    [8, 5],
    [7, 4],
    [8, 4],
    [9, 4],
    [8, 3],
  ];
  expect(chosen(arena(five), 'restrained')).toEqual([FORWARD]);
  expect(chosen(arena(five.slice(1)), 'restrained')).not.toContain(ZAP);
  expect(chosen(arena(five), 'restrained', { keep: 5 })).toEqual([TURN_LEFT, TURN_RIGHT]);
  expect(chosen(arena([[8, 5]]), 'restrained', { keep: 0 })).toEqual([FORWARD]);
});

test('[CH28] restrained leaves a bush cell on which the next apple would be one to keep', () => {
  const arena = new Arena({
    players: [[8, 5, 'N']],
    live: [
      [8, 4],
      [8, 3],
    ],
  });
  expect(chosen(arena, 'restrained')).toEqual([BACKWARD, STEP_LEFT, STEP_RIGHT]);
});

test('[CH28] seven restrained players keep every bush alive where seven greedy ones kill them all', () => {
  const play = (ref: string) => playMatch({ game: 'harvest', seats: repeat(ref, 7), seed: 3, steps: 500 });
  const restrained = play('restrained');
  const greedy = play('greedy');
  expect([restrained.events['bush-died'] ?? 0, greedy.events['bush-died']]).toEqual([0, 6]);
  const sum = (returns: readonly number[]): number => returns.reduce((a, b) => a + b, 0);
  expect(sum(restrained.returns)).toBeGreaterThan(2 * sum(greedy.returns));
  expect(restrained.events['zap']).toBeUndefined();
});

test('[CH29] a guard zaps in its beam, turns to those who are near and not ahead, and lets others be', () => {
  const near = (x: number, y: number): number[] =>
    chosen(
      new Arena({
        players: [
          [8, 6, 'N'],
          [x, y, 'N'],
        ],
      }),
      'bush-guard',
    );
  expect(near(8, 4)).toEqual([ZAP]);
  expect(near(10, 6)).toEqual([TURN_RIGHT]);
  expect(near(6, 7)).toEqual([TURN_LEFT]);
  expect(near(8, 7)).toEqual([TURN_LEFT, TURN_RIGHT]);
  expect(near(13, 6)).toEqual([FORWARD]);
});

test('[CH29] a guard whose bush has nothing to spare stays and looks round, also if others have', () => {
  // Of the bush nearby two apples are left; the next bush, full, is in sight.
  const live = [
    [8, 5],
    [8, 4],
    [15, 1],
    [14, 2],
    [15, 2],
    [16, 2],
    [13, 3],
    [14, 3],
    [15, 3],
  ] as const;
  const arena = new Arena({ players: [[9, 6, 'N']], live: live.map(([x, y]) => [x, y] as const) });
  expect(chosen(arena, 'bush-guard')).toEqual([NOOP, TURN_RIGHT]);
});
