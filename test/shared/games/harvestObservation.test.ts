import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import {
  APPLE,
  BEAM,
  FLOOR,
  FORWARD,
  GRASS,
  MAX_OCCUPANT_CODE,
  NOOP,
  TURN_RIGHT,
  VIEW_CELLS,
  VIEW_SELF,
  WALL,
  ZAP,
  occupantCode,
} from '../../../shared/games/harvest/geometry.ts';
import { removeApple, setLabel, siteLook } from '../../../shared/games/harvest/state.ts';
import type { HarvestSeatView, HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import { RandomStream } from '../../../shared/random.ts';
import { Arena } from '../../fixtures/harvestArena.ts';

const LETTERS = ['#', 'W', ',', '.', 'A', '*'];

/** The window as eleven lines; players are @ (self) or ^ > v < by relative facing. */
function picture(arena: Arena, seat = 0): string[] {
  const bytes = arena.observe(seat);
  const letters = Array.from({ length: VIEW_CELLS }, (_, i) => {
    const occupant = bytes[VIEW_CELLS + i] as number;
    if (occupant === 1) return '@';
    return occupant === 0 ? LETTERS[bytes[i] as number] : '^>v<'[(occupant - 2) & 3];
  });
  return Array.from({ length: 11 }, (_, row) => letters.slice(11 * row, 11 * row + 11).join(''));
}

test.each([
  [
    'N',
    '########### ########### WWWWWWWWWWW AA....A.... A....AAA... ....AAAAA.. .....AAA... ......A.... .A......... AAA..@..... AAAA.......',
  ],
  [
    'E',
    'AAA........ AAAA....... AAA........ .A......... ........... ........... .A......... AAA........ AAAA....... AAA..@..... .A.........',
  ],
  [
    'S',
    '........... ........... ........... ........... ........... ........... .........A. ........AAA .......AAAA .....@..AAA .........A.',
  ],
  [
    'W',
    '########### ########### WWWWWWWWWWW ....A....AA ...AAA....A ..AAAAA.... ...AAA..... ....A...... .........A. .....@..AAA .......AAAA',
  ],
] as const)('[CH17] the window turns with the player: facing %s', (facing, rows) => {
  expect(picture(new Arena({ players: [[7, 7, facing]] }))).toEqual(rows.split(' '));
});

test('[CH17] walls hide nothing, and beyond the map there is nothing', () => {
  const map = ['P  W A', 'P     '];
  const arena = new Arena({ params: { map }, players: [[0, 0, 'E']] });
  expect(
    picture(arena)
      .slice(4)
      .map((row) => row.slice(4, 7)),
  ).toEqual(['#A.', '#..', '#W.', '#..', '#..', '#@.', '###']);
});

test('[CH18] others appear with colour and relative facing, in every direction of both', () => {
  for (const [turn, own] of (['N', 'E', 'S', 'W'] as const).entries()) {
    const others = [
      [12, 9, 'N'],
      [13, 10, 'E'],
      [12, 11, 'S'],
      [11, 10, 'W'],
    ] as const;
    const arena = new Arena({ players: [[12, 10, own], ...others] });
    const bytes = arena.observe(0).subarray(VIEW_CELLS, 2 * VIEW_CELLS);
    // Around the own cell: ahead, right, behind, left.
    const around = [-11, 1, 11, -1].map((step) => bytes[VIEW_SELF + step]);
    const expected = [0, 1, 2, 3].map((side) => {
      const other = (turn + side) & 3;
      return occupantCode(other + 1, side);
    });
    expect(around).toEqual(expected);
    expect(bytes[VIEW_SELF]).toBe(1);
    expect(bytes.filter((code) => code !== 0)).toHaveLength(5);
  }
});

test('[CH18] players just inside the window are seen, just outside they are not', () => {
  const arena = new Arena({
    players: [
      [12, 11, 'N'],
      [12, 2, 'N'],
      [7, 12, 'N'],
      [17, 11, 'N'],
      [12, 1, 'N'],
      [18, 11, 'N'],
      [12, 13, 'N'],
    ],
  });
  const codes = [...arena.observe(0).subarray(VIEW_CELLS, 2 * VIEW_CELLS)].filter((code) => code > 1);
  expect(codes.map((code) => (code - 2) >> 2).sort((a, b) => a - b)).toEqual([1, 2, 3]);
});

test('[CH18] colours can be listed, or drawn for each episode', () => {
  const listed = new Arena({
    params: { colours: [9, 15] },
    players: [
      [12, 11, 'N'],
      [12, 10, 'W'],
    ],
  });
  listed.state.colour.set([9, 15]);
  expect(listed.observe(0)[VIEW_CELLS + VIEW_SELF - 11]).toBe(MAX_OCCUPANT_CODE);
  const draw = (colours: unknown, seed: number): number[] => {
    const params = harvest.params.parse({ seats: 4, colours });
    return [...harvest.reset(params, new RandomStream(seed, 'reset')).colour];
  };
  expect(draw('by-seat', 3)).toEqual([0, 1, 2, 3]);
  expect(draw([4, 3, 2, 15], 3)).toEqual([4, 3, 2, 15]);
  const shuffled = Array.from({ length: 200 }, (_, seed) => draw('shuffled', seed));
  expect(new Set(shuffled.map(String)).size).toBe(24);
  for (const colours of shuffled) expect([...colours].sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
});

test('[CH19] a lit cell shows its beam and nothing that is under it, not even oneself', () => {
  const arena = new Arena({
    players: [
      [8, 6, 'N'],
      [14, 15, 'N'],
    ],
  });
  arena.step(ZAP);
  const bytes = arena.observe(0);
  for (const step of [-11, -22, -33, -1, -12, -23, 1, -10, -21]) expect(bytes[VIEW_SELF + step]).toBe(BEAM);
  // Somebody comes back in a cell that is still lit.
  arena.state.beams[arena.state.numBeams] = arena.cell(14, 15);
  arena.state.numBeams += 1;
  const own = arena.observe(1);
  expect([own[VIEW_SELF], own[VIEW_CELLS + VIEW_SELF]]).toEqual([BEAM, 0]);
  arena.step(NOOP);
  expect(arena.observe(0).subarray(0, VIEW_CELLS)).not.toContain(BEAM);
});

test('[CH19] a waiting apple looks like grass while its label is positive, else like floor; a fresh one keeps its look', () => {
  const arena = new Arena({ players: [[8, 6, 'N']] });
  const ahead = (): unknown => arena.observe(0)[VIEW_SELF - 11];
  expect(ahead()).toBe(APPLE);
  removeApple(arena.layout, arena.state, arena.site(8, 5));
  setLabel(arena.state, arena.site(8, 5), 1);
  expect(ahead()).toBe(GRASS);
  setLabel(arena.state, arena.site(8, 5), 0);
  expect(ahead()).toBe(FLOOR);

  const eaten = new Arena({ players: [[8, 6, 'N']] });
  eaten.step(FORWARD);
  expect(eaten.observe(0)[VIEW_SELF]).toBe(GRASS);
});

test('[CH19] a dying bush turns to floor one step after its last apple', () => {
  const params = { map: ['P  ', 'AA '], regrowth: [0, 0] };
  const arena = new Arena({ params, players: [[0, 0, 'S']] });
  const looks = [FORWARD, 3, NOOP].map((action) => {
    arena.step(action);
    return [siteLook(arena.state, arena.site(0, 1)), siteLook(arena.state, arena.site(1, 1))];
  });
  expect(looks).toEqual([
    [GRASS, APPLE],
    [GRASS, GRASS],
    [FLOOR, FLOOR],
  ]);
});

test('[CH20] the view of a seat shows what its observation does', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
      [9, 9, 'S'],
    ],
  });
  const rng = new RandomStream(4, 'play');
  for (let t = 0; t < 60; t += 1) {
    arena.step(rng.int(8), rng.int(8), rng.int(8));
    for (const seat of [0, 1, 2]) {
      const view = harvest.view(arena.params, arena.state, seat) as HarvestSeatView;
      const bytes = arena.observe(seat);
      expect(Buffer.compare(view.ground, bytes.subarray(0, 121))).toBe(0);
      expect(Buffer.compare(view.occupants, bytes.subarray(121, 242))).toBe(0);
      expect([view.ready, view.alive]).toEqual([bytes[242], arena.at(seat) !== undefined]);
    }
  }
});

test('[CH20] the view tells own motion, reward and total, and counts down while away', () => {
  const arena = new Arena({
    players: [
      [8, 6, 'N'],
      [8, 8, 'N'],
    ],
  });
  const view = (seat: number): HarvestSeatView =>
    harvest.view(arena.params, arena.state, seat) as HarvestSeatView;
  arena.step(FORWARD);
  expect(view(0)).toMatchObject({
    step: 1,
    motion: FORWARD,
    reward: 1,
    total: 1,
    alive: true,
    respawnIn: 0,
  });
  arena.step(TURN_RIGHT, ZAP);
  expect(view(0)).toMatchObject({
    motion: TURN_RIGHT,
    reward: 0,
    total: 1,
    alive: false,
    respawnIn: 5,
    ready: 0,
  });
  arena.step(FORWARD);
  expect(view(0)).toMatchObject({ motion: NOOP, respawnIn: 4 });
});

test('[CH21] a spectator sees the whole arena', () => {
  const arena = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
      [9, 9, 'S'],
    ],
    live: [[8, 3]],
  });
  arena.step(ZAP);
  const view = harvest.view(arena.params, arena.state, 'spectator') as HarvestSpectatorView;
  expect([view.width, view.height, view.ground.length]).toEqual([24, 18, 24 * 18]);
  expect(view.ground[0]).toBe(WALL);
  expect(view.ground[3 * 24 + 8]).toBe(APPLE);
  expect(view.occupants[9 * 24 + 9]).toBe(occupantCode(2, 2));
  expect(view.occupants.filter((code) => code !== 0)).toHaveLength(2);
  expect(view.seats[1]).toMatchObject({ alive: false, x: -1, y: -1, respawnIn: 5 });
  expect(view.seats[0]).toMatchObject({ x: 10, y: 12, facing: 1, ready: 0, total: 0 });
  expect([...view.beams].sort((a, b) => a - b)).toEqual(
    [
      [10, 11],
      [11, 11],
      [12, 11],
      [11, 12],
      [10, 13],
      [11, 13],
      [12, 13],
    ].map(([x, y]) => (y as number) * 24 + (x as number)),
  );
  expect(view.bushes.map(({ live }) => live).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 1]);
});

test('[CH22] what a seat may not know changes neither its observation nor its view', () => {
  const params = harvest.params.parse({ colours: 'shuffled' });
  const rng = new RandomStream(8, 'play');
  let state = harvest.reset(params, new RandomStream(8, 'reset'));
  let changed = 0;
  for (let t = 0; t < 300; t += 1) {
    const actions = Array.from({ length: 7 }, () => (rng.chance(0.3) ? ZAP : rng.int(7)));
    state = harvest.step(params, state, actions, new RandomStream(8, 'step', t)).state;
    for (const seat of [0, 1, 6]) {
      const other = harvest.scrambleHidden(params, state, seat, rng);
      const seen = [state, other].map((s) => {
        const out = new Uint8Array(243);
        harvest.observe(params, s, seat, out);
        return [out, harvest.view(params, s, seat)];
      });
      expect(seen[1]).toEqual(seen[0]);
      if (other.length !== state.length && Buffer.compare(other.bytes, state.bytes) !== 0) changed += 1;
    }
  }
  expect(changed).toBeGreaterThan(890);
});
