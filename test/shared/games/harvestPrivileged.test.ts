import { expect, test } from '@jest/globals';
import { ZAP } from '../../../shared/games/harvest/geometry.ts';
import { halfOctave } from '../../../shared/games/harvest/history.ts';
import { harvestPrivileged } from '../../../shared/games/harvest/privileged.ts';
import { Arena, type ArenaSetup } from '../../fixtures/harvestArena.ts';

/** First features on the open map: 24 x 18 cells, six bushes, 8 x 6 areas. */
const AT = { facing: 0, near: 4, playing: 8, total: 25, x: 52, y: 76, bush: 94, others: 148 };
const PER_COLOUR = 1 + 48 + 8;

function privilegedOf(arena: Arena, seat = 0): number[] {
  const out = new Uint16Array(harvestPrivileged.longest(arena.params));
  const length = harvestPrivileged.write(arena.params, arena.state, seat, out, 0);
  return [...out.subarray(0, length)].sort((a, b) => a - b);
}
const arenaOf = (players: ArenaSetup['players']): Arena => new Arena({ players: players ?? [] });

test('[CH32] a critic learns own place, bushes, and where everybody else is, by colour', () => {
  const arena = arenaOf([
    [12, 11, 'E'],
    [12, 9, 'N'],
    [23 - 1, 16, 'W'],
  ]);
  const bushes = [...arena.layout.bushSize].map((size, bush) => AT.bush + 9 * bush + halfOctave(size));
  expect(privilegedOf(arena)).toEqual([
    AT.facing + 1,
    AT.near + 1,
    AT.playing + 3,
    AT.total + halfOctave(64),
    AT.x + 12,
    AT.y + 11,
    ...bushes,
    // Column 4 of row 3, column 7 of row 5.
    AT.others + PER_COLOUR + 1 + 3 * 8 + 4,
    AT.others + 2 * PER_COLOUR + 1 + 5 * 8 + 7,
  ]);
  expect(harvestPrivileged.size(arena.params)).toBe(AT.others + 7 * PER_COLOUR);
});

test('[CH32] who is off the board has no place, and counts neither as playing nor as near', () => {
  const arena = arenaOf([
    [12, 11, 'N'],
    [12, 10, 'N'],
  ]);
  arena.step(ZAP);
  const bushes = 6;
  expect(privilegedOf(arena, 0)).toEqual(
    expect.arrayContaining([AT.near, AT.playing + 1, AT.others + PER_COLOUR]),
  );
  expect(privilegedOf(arena, 1)).toHaveLength(2 + bushes + 1);
});

test('[CH32] bushes are told by their live apples, the others by what they ate of late', () => {
  const arena = arenaOf([
    [12, 11, 'N'],
    [12, 10, 'N'],
  ]);
  arena.state.bushLive.set([0, 1, 2, 5, 7, 13]);
  const bushes = privilegedOf(arena).filter((f) => f >= AT.bush && f < AT.others);
  expect(bushes.map((f) => (f - AT.bush) % 9)).toEqual([0, 1, 2, 4, 5, 7]);
  const greed = (apples: number): number[] => {
    arena.state.longTrace[1] = apples;
    const first = AT.others + PER_COLOUR + 49;
    return privilegedOf(arena)
      .filter((f) => f >= first)
      .map((f) => f - first);
  };
  expect([1.9, 2, 3, 7, 20, 100].map(greed)).toEqual([[], [0], [1], [3], [6], [7]]);
});
