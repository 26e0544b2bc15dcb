import { expect, test } from '@jest/globals';
import { harvestReport } from '../../../client/games/harvest/harvestReport.ts';
import type { HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import { openReplay } from '../../../shared/log/openReplay.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';

/** Two bushes of two apples, one in the upper left corner, one in the lower right. */
const MAP = ['WWWWWWWWWW', 'WAAPPPPPPW', 'WPPPPPPPPW', 'WPPPPPPAAW', 'WWWWWWWWWW'];

const replay = openReplay(
  makeEpisodeLog({ game: 'harvest', params: { map: MAP, seats: 3 }, seed: 5, steps: 600 }),
);
const report = harvestReport(replay);
const arenaAt = (step: number) => replay.frameAt(step).view('spectator') as HarvestSpectatorView;

test('[SC11] apples by player and bush add up to the returns', () => {
  expect(report.apples).toEqual(replay.end?.returns);
  const byBush = report.apples.map((_, seat) =>
    report.bushes.reduce((sum, { taken }) => sum + (taken[seat] ?? 0), 0),
  );
  expect(byBush).toEqual(report.apples);
  expect(report.colours).toEqual([0, 1, 2]);
});

test('[SC11] a bush died when the arena shows it bare, and its last apple was taken by who stands there', () => {
  expect(report.bushes).toHaveLength(2);
  const deaths = report.bushes.map(({ death }) => death);
  expect(deaths.every((death) => death !== null)).toBe(true);
  for (const [bush, death] of deaths.entries()) {
    if (!death) continue;
    const { step, lastAppleAt, taker } = death;
    expect(arenaAt(step).bushes[bush]?.dead).toBe(true);
    expect(arenaAt(step - 1).bushes[bush]?.dead).toBe(false);
    expect(arenaAt(lastAppleAt - 1).bushes[bush]?.live).toBe(1);
    expect(arenaAt(lastAppleAt).bushes[bush]?.live).toBe(0);
    expect(arenaAt(lastAppleAt).seats[taker]?.reward).toBe(1);
  }
});

test('[SC11] bushes are placed by the middle of their apples', () => {
  const places = report.bushes.map(({ x, y }) => [x.toFixed(2), y.toFixed(2)]);
  // Columns 1 and 2, then 7 and 8, of ten; rows 1 and 3 of five.
  expect(places).toEqual([
    ['0.20', '0.30'],
    ['0.80', '0.70'],
  ]);
});

test('[SC11] zaps fired, given and received are those of the events', () => {
  const marked = (kind: string, seat: number) =>
    replay.markers.filter((marker) => marker.kind === kind && marker.seat === seat).length;
  for (const seat of [0, 1, 2]) {
    expect(report.shots[seat]).toBe(marked('zap', seat));
    const received = report.hits.reduce((sum, row) => sum + (row[seat] ?? 0), 0);
    expect(received).toBe(marked('hit', seat));
    expect(report.hits[seat]?.[seat]).toBe(0);
  }
  expect(report.hits.flat().some((times) => times > 0)).toBe(true);
});
