import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import {
  BACKWARD,
  FORWARD,
  NOOP,
  TURN_LEFT,
  TURN_RIGHT,
  ZAP,
} from '../../../shared/games/harvest/geometry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { overHarvester } from '../../../shared/scripted/harvest/overHarvester.ts';
import { Arena } from '../../fixtures/harvestArena.ts';

/** Four hundred decisions of seat 0: how often each action, and what it then remembers. */
function decisions(arena: Arena, options: object, memory = false) {
  const { params } = arena;
  const start = {
    params,
    spec: harvest.spec(params),
    seat: 0,
    options: overHarvester.options.parse(options),
  };
  const view = harvest.view(params, arena.state, 0);
  const all = Array.from({ length: 400 }, (_, i) =>
    overHarvester.decide({ ...start, step: 0, view, memory, rng: new RandomStream(i, 'choice') }),
  );
  const actions = [...new Set(all.map(({ action }) => action as number))].sort((a, b) => a - b);
  const memories = [...new Set(all.map((decision) => decision.memory))];
  return { actions, memories, idle: all.filter(({ action }) => action === NOOP).length };
}

const atBush = () => new Arena({ players: [[8, 6, 'N']] });
const lost = () => new Arena({ players: [[11, 12, 'S']], live: [[8, 5]] });

test('[CH40] an over-harvester steps to the nearest apple in sight, and remembers that it has found some', () => {
  expect(decisions(atBush(), {})).toEqual({ actions: [FORWARD], memories: [true], idle: 0 });
  const { actions, idle } = decisions(atBush(), { act: 0.5 });
  expect(actions).toEqual([NOOP, FORWARD]);
  // Mean 200, standard deviation 10.
  expect(Math.abs(idle - 200)).toBeLessThan(40);
});

test('[CH40] it walks until it finds apples, and afterwards gropes when none is in sight', () => {
  expect(decisions(lost(), { search: 0 })).toEqual({
    actions: [FORWARD, TURN_LEFT, TURN_RIGHT],
    memories: [false],
    idle: 0,
  });
  expect(decisions(lost(), { search: 0 }, true)).toEqual({ actions: [NOOP], memories: [true], idle: 400 });
  const groping = decisions(lost(), { search: 0.5 }, true);
  expect(groping.actions).toEqual([NOOP, FORWARD, BACKWARD, 3, 4, TURN_LEFT, TURN_RIGHT]);
  expect(Math.abs(groping.idle - 200)).toBeLessThan(40);
});

test('[CH40] it shoots whoever stands in its beam if it zaps, and begins anew off the board', () => {
  const inBeam = (): Arena =>
    new Arena({
      players: [
        [8, 6, 'N'],
        [8, 4, 'N'],
      ],
    });
  expect(decisions(inBeam(), { zap: 1 }).actions).toEqual([ZAP]);
  expect(decisions(inBeam(), { zap: 0.5 }).actions).toEqual([FORWARD, ZAP]);
  expect(decisions(inBeam(), {}).actions).toEqual([FORWARD]);
  const hit = new Arena({
    players: [
      [10, 12, 'E'],
      [12, 12, 'W'],
    ],
  });
  hit.step(NOOP, ZAP);
  expect(decisions(hit, { zap: 1 }, true)).toEqual({ actions: [NOOP], memories: [false], idle: 400 });
});
