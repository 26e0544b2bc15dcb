import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import { RandomStream } from '../../../shared/random.ts';

const message = (params: unknown): string => {
  const result = harvest.params.safeParse(params);
  return result.success ? 'accepted' : result.error.issues.map((issue) => issue.message).join('; ');
};

test('[CH2] the defaults are the paper`s game', () => {
  expect(harvest.params.parse({})).toMatchObject({
    seats: 7,
    regrowth: [0, 0.0025, 0.005, 0.025],
    regrowthRadius: 2,
    zap: 'on',
    beamLength: 3,
    beamRadius: 1,
    cooldown: 2,
    respawnDelay: 4,
    episode: { minimum: 1099, interval: 100, endProbability: 0.15, cap: 5000 },
    colours: 'by-seat',
    insideSpawns: 'first-seats',
    ticksPerSecond: 8,
  });
});

test.each([
  [{ map: ['WPW', 'WA'], seats: 1 }, 'expected a rectangular map: row 0 has 3 cells, row 1 has 2'],
  [
    { map: ['WPW', 'WxW'], seats: 1 },
    'expected W (wall), A (apple), P or Q (spawn) or blank, got "x" at x 1, y 1',
  ],
  [{ map: ['PQA'], seats: 2 }, 'expected at least 2 P cells for 2 seats, got 1'],
  [{ map: [] }, 'expected a map of 1 to 100 rows and columns, got 0 rows of 0'],
  [{ seats: 2, colours: [3, 3] }, 'expected 2 different colours, got [3,3]'],
  [{ episode: { cap: 50 } }, 'expected cap to be at least minimum (1099), got 50'],
])('[CH2] %j is refused with a sentence', (params, expected) => {
  expect(message(params)).toBe(expected);
});

test('[CH2] unknown names, too many seats and probabilities beyond 1 are refused', () => {
  for (const params of [{ seat: 3 }, { seats: 17 }, { seats: 0 }, { regrowth: [0, 1.5] }, { regrowth: [] }]) {
    expect(message(params)).not.toBe('accepted');
  }
});

test('[CH2] every preset parses, and any rectangular map can be played', () => {
  for (const { params } of harvest.presets) expect(message(params)).toBe('accepted');
  const params = harvest.params.parse({ map: ['AAPAA'], seats: 1, regrowthRadius: 1 });
  const state = harvest.reset(params, new RandomStream(1, 'reset'));
  expect(harvest.view(params, state, 0)).toMatchObject({ kind: 'seat', alive: true });
});
