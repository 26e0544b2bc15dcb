import { expect, test } from '@jest/globals';
import { FORWARD, NOOP, TURN_LEFT, ZAP } from '../../../shared/games/harvest/geometry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { armBeams } from '../../../shared/games/harvest/beams.ts';
import { harvest } from '../../../shared/games/harvest/game.ts';
import { Arena, type Cell } from '../../fixtures/harvestArena.ts';

const cells = (text: string): string[] => text.slice(1, -1).split(')(').sort();

test.each([
  ['N', '(10,9)(10,8)(10,7)(9,10)(9,9)(9,8)(11,10)(11,9)(11,8)'],
  ['E', '(11,10)(12,10)(13,10)(10,9)(11,9)(12,9)(10,11)(11,11)(12,11)'],
  ['S', '(10,11)(10,12)(10,13)(11,10)(11,11)(11,12)(9,10)(9,11)(9,12)'],
  ['W', '(9,10)(8,10)(7,10)(10,11)(9,11)(8,11)(10,9)(9,9)(8,9)'],
] as const)(
  '[CH11] a beam to the %s lights nine cells, the outer columns beginning beside the shooter',
  (facing, lit) => {
    const arena = new Arena({ players: [[10, 10, facing]] });
    arena.step(ZAP);
    expect(arena.lit()).toEqual(cells(lit));
  },
);

test('[CH11] a column ends before a wall; apples do not stop it', () => {
  const arena = new Arena({ players: [[1, 2, 'N']] });
  arena.step(ZAP);
  expect(arena.lit()).toEqual(cells('(1,1)(2,1)(2,2)'));
});

test('[CH11] a column ends before its first player, whose cell it does not light', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [11, 12, 'N'],
      [12, 12, 'N'],
    ],
  });
  const { events } = arena.step(ZAP);
  expect(events).toEqual([
    { kind: 'zap', seat: 0 },
    { kind: 'hit', seat: 1, by: 0 },
  ]);
  expect(arena.lit()).toEqual(cells('(10,11)(11,11)(12,11)(10,13)(11,13)(12,13)'));
  expect([arena.at(1), arena.at(2)]).toEqual([undefined, [12, 12]]);
});

test('[CH11] an outer column too hits only its first player', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [10, 11, 'N'],
      [11, 11, 'N'],
    ],
  });
  arena.step(ZAP);
  expect([arena.at(1), arena.at(2)]).toEqual([undefined, [11, 11]]);
});

test('[CH11] length and radius are parameters', () => {
  const arena = new Arena({ params: { beamLength: 5, beamRadius: 0 }, players: [[10, 12, 'E']] });
  arena.step(ZAP);
  expect(arena.lit()).toEqual(cells('(11,12)(12,12)(13,12)(14,12)(15,12)'));
});

test.each([
  ['steps out of it and is missed', [13, 12, 'N'], FORWARD, false],
  ['stays in it and is hit', [13, 12, 'N'], NOOP, true],
  ['steps into it and is hit', [14, 12, 'W'], FORWARD, true],
] as const)('[CH12] a beam leaves after the moves: whoever %s', (_title, pose, action, isHit) => {
  for (let seed = 0; seed < 20; seed += 1) {
    const arena = new Arena({ players: [[10, 12, 'E'], pose] }, seed);
    arena.step(ZAP, action);
    expect(arena.at(1) === undefined).toBe(isHit);
  }
});

test('[CH12] two players that shoot at each other both leave', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  const { events, rewards } = arena.step(ZAP, ZAP);
  expect([arena.at(0), arena.at(1)]).toEqual([undefined, undefined]);
  expect(events.map(({ kind }) => kind)).toEqual(['zap', 'hit', 'zap', 'hit']);
  expect(rewards).toEqual([0, 0]);
});

test('[CH12] a player keeps the apple it takes in the step in which it is hit', () => {
  const arena = new Arena({
    players: [
      [7, 6, 'E'],
      [8, 6, 'N'],
    ],
  });
  const { rewards, events } = arena.step(ZAP, FORWARD);
  expect(rewards).toEqual([0, 1]);
  expect(events).toContainEqual({ kind: 'hit', seat: 1, by: 0 });
  expect(arena.isLive(8, 5)).toBe(false);
});

test('[CH13] a player who always shoots does so every third step', () => {
  const arena = new Arena({ players: [[10, 12, 'E']] });
  const shots = Array.from({ length: 9 }, () => arena.step(ZAP).events.length);
  expect(shots).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0]);
});

test('[CH13] readiness after a shot is 0, half, 1', () => {
  const arena = new Arena({ players: [[10, 12, 'E']] });
  expect(arena.observe(0)[242]).toBe(2);
  const readiness = [ZAP, NOOP, NOOP, NOOP].map((action) => (arena.step(action), arena.observe(0)[242]));
  expect(readiness).toEqual([0, 1, 2, 2]);
});

test('[CH13] the cooldown stands still while its player is off the board', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  arena.step(ZAP, ZAP);
  for (let i = 0; i < 4; i += 1) arena.step(ZAP, ZAP);
  expect([...arena.state.cooldown]).toEqual([2, 2]);
  arena.step(ZAP, ZAP);
  expect(arena.observe(0)[242]).toBe(0);
  const shots = [1, 2, 3].map(() => arena.step(ZAP, NOOP).events.filter(({ kind }) => kind === 'zap').length);
  expect(shots).toEqual([0, 0, 1]);
});

test('[CH13] with zapping off the action does nothing', () => {
  const arena = new Arena({
    params: { zap: 'off' },
    players: [
      [10, 12, 'E'],
      [11, 12, 'W'],
    ],
  });
  expect(arena.step(ZAP, ZAP).events).toEqual([]);
  expect(arena.lit()).toEqual([]);
  expect([arena.at(0), arena.at(1)]).toEqual([
    [10, 12],
    [11, 12],
  ]);
});

test('[CH14] after a hit in step s the views after s .. s+4 are black and the one after s+5 is not', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  const isBlack = (): boolean => arena.observe(1).every((byte) => byte === 0);
  expect(isBlack()).toBe(false);
  arena.step(ZAP, NOOP);
  const black = [isBlack()];
  for (let i = 1; i <= 4; i += 1) {
    arena.step(NOOP, FORWARD);
    black.push(isBlack());
  }
  expect(black).toEqual([true, true, true, true, true]);
  const { events } = arena.step(NOOP, FORWARD);
  expect(isBlack()).toBe(false);
  expect(events).toEqual([{ kind: 'respawn', seat: 1 }]);
});

test('[CH14] off the board a player counts down, does nothing and earns nothing', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  arena.step(ZAP, NOOP);
  const left = [arena.state.respawnIn[1]];
  for (let i = 0; i < 4; i += 1) {
    const { rewards, events } = arena.step(NOOP, ZAP);
    expect([rewards, events]).toEqual([[0, 0], []]);
    left.push(arena.state.respawnIn[1]);
  }
  expect(left).toEqual([5, 4, 3, 2, 1]);
});

test('[CH14] the action of the returning step is ignored, the next one counts', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  arena.step(ZAP, NOOP);
  for (let i = 0; i < 4; i += 1) arena.step();
  arena.step(NOOP, TURN_LEFT);
  const facing = arena.state.facing[1] as number;
  expect(arena.state.motion[1]).toBe(NOOP);
  arena.step(NOOP, TURN_LEFT);
  expect(arena.state.facing[1]).toBe((facing + 3) & 3);
});

test('[CH14] players come back on free P cells only, everywhere and facing anywhere', () => {
  const seen = new Set<string>();
  const facings = new Set<number>();
  for (let seed = 0; seed < 600; seed += 1) {
    const arena = new Arena(
      {
        players: [
          [10, 12, 'E'],
          [12, 12, 'W'],
          [2, 15, 'N'],
        ],
      },
      seed,
    );
    arena.step(ZAP);
    for (let i = 0; i < 5; i += 1) arena.step();
    const [x, y] = arena.at(1) as Cell;
    expect(arena.params.map[y]?.[x]).toBe('P');
    seen.add(`${x},${y}`);
    facings.add(arena.state.facing[1] as number);
  }
  expect(seen.has('2,15')).toBe(false);
  expect(seen.size).toBe(59);
  expect(facings.size).toBe(4);
});

test('[CH14] a player that comes back cannot be hit in that step', () => {
  const map = ['P  ', 'P  '];
  const cells = new Set<string>();
  for (let seed = 0; seed < 20; seed += 1) {
    const players = [
      [2, 0, 'W'],
      [1, 0, 'N'],
    ] as const;
    const arena = new Arena({ params: { map, beamRadius: 0 }, players }, seed);
    arena.step(ZAP);
    for (let i = 0; i < 4; i += 1) arena.step();
    const { events } = arena.step(ZAP);
    expect(events).toEqual([
      { kind: 'zap', seat: 0 },
      { kind: 'respawn', seat: 1 },
    ]);
    cells.add(String(arena.at(1)));
  }
  // The first of the two lies in the beam.
  expect([...cells].sort()).toEqual(['0,0', '0,1']);
});

test('[CH13] a shooter is marked before anybody moves, by its own timer', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [14, 12, 'W'],
    ],
  });
  arena.state.cooldown.set([1, 0]);
  expect(armBeams(arena.params, arena.state, [ZAP, ZAP])).toBe(0b10);
  expect([...arena.state.cooldown]).toEqual([0, 2]);
});

test('[CH15] first spawn: seats 0 and 1 on the two Q cells, the others on different P cells', () => {
  const params = harvest.params.parse({});
  const inside = new Set<string>();
  for (let seed = 0; seed < 200; seed += 1) {
    const state = harvest.reset(params, new RandomStream(seed, 'reset'));
    const view = harvest.view(params, state, 'spectator');
    if (view.kind !== 'spectator') throw new Error('expected the view of a spectator');
    const letters = view.seats.map(({ x, y }) => params.map[y]?.[x]).join('');
    expect(letters).toBe('QQPPPPP');
    expect(new Set(view.seats.map(({ x, y }) => `${x},${y}`)).size).toBe(7);
    inside.add(`${view.seats[0]?.x} ${view.seats[0]?.facing}`);
  }
  expect(inside.size).toBe(8);
});
