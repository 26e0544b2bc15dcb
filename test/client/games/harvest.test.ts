import { describe, expect, test } from '@jest/globals';
import { arenaChange } from '../../../client/games/harvest/arenaChange.ts';
import { arenaMoment } from '../../../client/games/harvest/arenaPicture.ts';
import { describeHarvest, nearestApple } from '../../../client/games/harvest/describeHarvest.ts';
import { carry, egoMotion, STILL } from '../../../client/games/harvest/egoMotion.ts';
import { guideHarvest } from '../../../client/games/harvest/guideHarvest.ts';
import { startEpisode } from '../../../shared/episode.ts';
import { harvest } from '../../../shared/games/harvest/game.ts';
import {
  APPLE,
  BEAM,
  FLOOR,
  GRASS,
  SELF,
  TURN_LEFT,
  TURN_RIGHT,
  VIEW_CELLS,
  VIEW_SELF,
  VIEW_SIZE,
  occupantCode,
} from '../../../shared/games/harvest/geometry.ts';
import type { HarvestSeatView } from '../../../shared/games/harvest/view.ts';
import { RandomStream } from '../../../shared/random.ts';
import { makeTurn } from './sceneTurn.ts';

const cellOf = (column: number, row: number): number => row * VIEW_SIZE + column;

function makeView(
  cells: { ground?: Record<number, number>; occupants?: Record<number, number> } = {},
  overrides: Partial<HarvestSeatView> = {},
): HarvestSeatView {
  const ground = new Uint8Array(VIEW_CELLS).fill(FLOOR);
  const occupants = new Uint8Array(VIEW_CELLS);
  occupants[VIEW_SELF] = SELF;
  for (const [cell, look] of Object.entries(cells.ground ?? {})) ground[Number(cell)] = look;
  for (const [cell, code] of Object.entries(cells.occupants ?? {})) occupants[Number(cell)] = code;
  return {
    kind: 'seat',
    step: 10,
    ground,
    occupants,
    ready: 2,
    alive: true,
    respawnIn: 0,
    motion: 0,
    reward: 0,
    total: 0,
    ...overrides,
  };
}

describe('[SC7] the window moves as the player does', () => {
  test('[SC7] the own cell stays where it is in a turn, and a turn back undoes a turn', () => {
    const self = { column: 5, row: 9 };
    expect(carry(self, egoMotion(TURN_LEFT))).toEqual(self);
    const ahead = carry({ column: 5, row: 6 }, egoMotion(TURN_RIGHT));
    expect(ahead).toEqual({ column: 2, row: 9 });
    expect(carry(ahead, egoMotion(TURN_LEFT))).toEqual({ column: 5, row: 6 });
  });

  test('[SC7] in random play, what was in sight lies where the motion carries it', () => {
    const episode = startEpisode({ game: harvest, params: harvest.params.parse({}), seed: 11 });
    const rng = new RandomStream(11, 'test');
    let compared = 0;
    for (let step = 0; step < 300; step += 1) {
      const before = episode.view(0) as HarvestSeatView;
      // No zaps: beams hide the ground that is to be compared.
      episode.advance(Array.from({ length: 7 }, () => rng.int(7)));
      const now = episode.view(0) as HarvestSeatView;
      for (let cell = 0; cell < VIEW_CELLS; cell += 1) {
        const spot = carry(
          { column: cell % VIEW_SIZE, row: Math.floor(cell / VIEW_SIZE) },
          egoMotion(now.motion),
        );
        if (spot.column < 0 || spot.column >= VIEW_SIZE || spot.row < 0 || spot.row >= VIEW_SIZE) continue;
        // Walls and the outside never change.
        const was = (before.ground[cell] as number) < GRASS;
        expect((now.ground[cellOf(spot.column, spot.row)] as number) < GRASS).toBe(was);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(20_000);
  });
});

describe('[SC8] what changes between two moments', () => {
  test('[SC8] apples eaten and grown and grass that has withered are found where they are now', () => {
    const before = makeView({
      ground: { [cellOf(5, 8)]: APPLE, [cellOf(2, 2)]: GRASS, [cellOf(3, 3)]: GRASS },
    });
    const now = makeView({ ground: { [cellOf(2, 3)]: APPLE, [cellOf(5, 9)]: GRASS } }, { motion: 1 });
    const change = arenaChange(arenaMoment(before), arenaMoment(now), egoMotion(1));
    expect(change).toEqual({
      walkers: [],
      eaten: [cellOf(5, 9)],
      grown: [cellOf(2, 3)],
      withered: [cellOf(3, 4)],
    });
  });

  test('[SC8] another player glides to its new cell and turns the short way', () => {
    const before = makeView({ occupants: { [cellOf(4, 4)]: occupantCode(2, 0) } });
    const now = makeView({ occupants: { [cellOf(4, 5)]: occupantCode(2, 3) } });
    const [walker] = arenaChange(arenaMoment(before), arenaMoment(now), STILL).walkers;
    expect(walker).toMatchObject({ kind: 'stays', fromRow: 4, row: 5, fromFacing: 0, facing: -1 });
  });

  test('[SC8] one who appears far away comes, and one who vanishes in sight goes, but not under a beam', () => {
    const before = makeView({
      occupants: { [cellOf(1, 1)]: occupantCode(2, 0), [cellOf(8, 8)]: occupantCode(3, 0) },
    });
    const now = makeView({
      occupants: { [cellOf(9, 1)]: occupantCode(2, 0) },
      ground: { [cellOf(8, 8)]: BEAM },
    });
    const { walkers } = arenaChange(arenaMoment(before), arenaMoment(now), STILL);
    expect(walkers.map(({ colour, kind }) => [colour, kind])).toEqual([[2, 'comes']]);
    const gone = arenaChange(arenaMoment(before), arenaMoment(makeView()), STILL).walkers;
    expect(gone.map(({ colour, kind }) => [colour, kind])).toEqual([
      [2, 'goes'],
      [3, 'goes'],
    ]);
  });

  test('[SC8] what lies under a beam is not made up', () => {
    const before = makeView({ ground: { [cellOf(3, 3)]: BEAM } });
    const now = makeView({ ground: { [cellOf(3, 3)]: APPLE } });
    expect(arenaChange(arenaMoment(before), arenaMoment(now), STILL).grown).toEqual([]);
    expect(arenaChange(arenaMoment(now), arenaMoment(before), STILL).eaten).toEqual([]);
  });
});

test('[SC2] the orchard in words tells the nearest apple as one would walk', () => {
  const view = makeView({ ground: { [cellOf(4, 7)]: APPLE, [cellOf(0, 0)]: APPLE } }, { total: 1 });
  expect(nearestApple(view)).toEqual({ ahead: 2, right: -1 });
  expect(describeHarvest(makeTurn(view))).toBe(
    '2 apples are in sight. The nearest one is 2 ahead and 1 to the left. You can zap. You have eaten 1 apple.',
  );
  const out = makeView({}, { alive: false, respawnIn: 3, total: 4 });
  expect(describeHarvest(makeTurn(out))).toContain('come back in 3 steps');
});

test('[SC1] the orchard’s guide speaks of walking first, and of regrowth after the first apples', () => {
  const titleAt = (step: number, total: number) =>
    guideHarvest(makeTurn(makeView({}, { step, total })))?.title;
  expect(titleAt(0, 0)).toBe('Walk onto an apple');
  expect(titleAt(200, 0)).toBe('Look around');
  expect(titleAt(200, 2)).toBe('Apples grow back');
  const lessons = new Set(Array.from({ length: 500 }, (_, step) => titleAt(step, 9)));
  expect(lessons.size).toBe(5);
});
