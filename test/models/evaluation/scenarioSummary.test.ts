import { expect, test } from '@jest/globals';
import { gameById } from '../../../shared/games/registry.ts';
import type { ScenarioEpisode } from '../../../models/evaluation/evaluateScenario.ts';
import type { HarvestMeasures } from '../../../models/evaluation/measures/harvestWitness.ts';
import { summariseScenario } from '../../../models/evaluation/scenarioSummary.ts';
import { scenarioSchema } from '../../../models/evaluation/scenarios/scenario.ts';

function makeMeasures(overrides: Partial<HarvestMeasures> = {}): HarvestMeasures {
  return {
    firstApples: [1, 2, 6],
    lateApples: [0, 0, 0],
    zaps: [0.5, 0.25, 0],
    hits: [0, 0, 0.5],
    peace: 3,
    bushesAlive: [2, 2],
    ...overrides,
  };
}

function makeEpisode(overrides: Partial<ScenarioEpisode> = {}): ScenarioEpisode {
  return {
    seed: 1,
    steps: 10,
    focalSeats: [0, 1],
    players: ['f', 'f', 'a'],
    returns: [2, 4, 9],
    equality: 0.5,
    sustainability: 10,
    harvest: null,
    ...overrides,
  };
}

const scenario = scenarioSchema.parse({
  id: 'harvest/test',
  game: 'harvest',
  summary: 'A test.',
  focal: { drawn: 2 },
  background: ['a', 'b', 'b', 'c'],
  paper: { low: 1, high: 5 },
});

const named = (ref: string) => ({ ref, version: null });
const summarise = (played: readonly ScenarioEpisode[]) =>
  summariseScenario({
    scenario,
    game: gameById('harvest'),
    focal: named('f'),
    background: ['a', 'b', 'b', 'c'].map(named),
    seed: 7,
    played,
    ownAnchors: { low: 0, high: 8 },
  });

test('[EV7] the score is the mean over focal seats, with its error over episodes, and the background stands beside it', () => {
  const summary = summarise([
    makeEpisode(),
    makeEpisode({
      players: ['b', 'f', 'f'],
      focalSeats: [1, 2],
      returns: [1, 6, 4],
      steps: 20,
      equality: null,
    }),
  ]);
  // Focals: 3 and 5; standard deviation 1.414, over the root of 2.
  expect(summary.focalReturn).toEqual({ mean: 4, standardError: 1, n: 2 });
  expect(summary.backgroundReturn).toEqual({ mean: 5, standardError: 4, n: 2 });
  expect(summary.normalised).toEqual({ paper: 0.75, own: 0.5 });
  expect(summary.meanSteps).toBe(15);
  expect(summary.equality).toEqual({ mean: 0.5, standardError: null, n: 1 });
  expect(summary.sustainability).toEqual({ mean: 10, standardError: 0, n: 2 });
  expect(summary.background).toEqual([
    { ref: 'a', version: null, seats: 1, return: { mean: 9, standardError: null, n: 1 } },
    { ref: 'b', version: null, seats: 1, return: { mean: 1, standardError: null, n: 1 } },
    { ref: 'c', version: null, seats: 0, return: null },
  ]);
  expect(summary.perEpisode).toEqual({ focalReturn: [3, 5], backgroundReturn: [9, 1] });
  expect(summary.harvest).toBeNull();
});

test('[EV7] where all are focal there is no background to tell of', () => {
  const summary = summarise([makeEpisode({ focalSeats: [0, 1, 2], players: ['f', 'f', 'f'] })]);
  expect(summary.focalReturn).toEqual({ mean: 5, standardError: null, n: 1 });
  expect(summary.backgroundReturn).toBeNull();
});

test('[EV7] of Harvest it tells both sides apart, and bushes over time as long as every episode lasts', () => {
  const alive = (changes: Readonly<Record<number, number>>, steps: number): number[] => {
    let now = 2;
    return Array.from({ length: steps + 1 }, (_, step) => (now = changes[step] ?? now));
  };
  const { harvest } = summarise([
    makeEpisode({ harvest: makeMeasures({ bushesAlive: alive({ 15: 1, 700: 0 }, 1100) }) }),
    makeEpisode({ harvest: makeMeasures({ peace: 2, bushesAlive: alive({ 10: 1, 1150: 0 }, 1200) }) }),
  ]);
  expect(harvest?.firstApples.focal).toEqual({ mean: 1.5, standardError: 0, n: 2 });
  expect(harvest?.firstApples.background).toEqual({ mean: 6, standardError: 0, n: 2 });
  expect(harvest?.zaps.focal.mean).toBe(0.375);
  expect(harvest?.hits.background?.mean).toBe(0.5);
  expect(harvest?.peace).toEqual({ mean: 2.5, standardError: 0.5, n: 2 });
  expect(harvest?.bushes).toBe(2);
  expect(harvest?.bushesAlive.at500.mean).toBe(1);
  expect(harvest?.bushesAlive.at1000.mean).toBe(0.5);
  expect(harvest?.bushesAlive.atEnd.mean).toBe(0);
  const { step, mean, standardDeviation } = harvest!.bushesCurve;
  expect([step.length, step.at(-1)]).toEqual([111, 1100]);
  expect(mean.slice(0, 3)).toEqual([2, 1.5, 1]);
  expect(standardDeviation.slice(0, 3)).toEqual([0, Math.SQRT1_2, 0]);
});
