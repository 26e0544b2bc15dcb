import { describe, expect, test } from '@jest/globals';
import type { ScenarioEpisode } from '../../../models/evaluation/evaluateScenario.ts';
import { summariseScenario } from '../../../models/evaluation/scenarioSummary.ts';
import { gameById } from '../../../shared/games/registry.ts';
import type { Aim } from '../../../models/reports/aims.ts';
import { harvestSection } from '../../../models/reports/harvest/harvestSection.ts';
import { asWhole } from '../../../models/reports/harvest/leftEarly.ts';
import { continues, isPlayed, withTest } from '../../../models/reports/harvest/mergeReport.ts';
import { playedTest } from '../../../models/reports/harvest/playedTest.ts';
import {
  SCENARIOS_FORMAT,
  scenarioReportSchema,
  type EvaluatedSeed,
  type PlayedTest,
  type ScenarioReport,
} from '../../../models/reports/harvest/scenarioReport.ts';
import { SCENARIO_TESTS } from '../../../models/reports/harvest/scenarioTests.ts';
import { scenarioById } from '../../../models/evaluation/scenarios/registry.ts';
import { makeResultFiles, makeSeedReport, makeTrainedSeed } from '../../fixtures/results.ts';

const ALGORITHM = 'proximal-advantage-alignment';

const makeTest = (test: string, focals: number, overrides: Partial<PlayedTest> = {}): PlayedTest => ({
  test,
  scenario: SCENARIO_TESTS.find(({ name }) => name === test)!.scenario,
  background: ['scripted:greedy'],
  episodes: 100,
  focals: { mean: focals, standardError: 0.5 },
  others: { mean: 10, standardError: 0.5 },
  normalised: { paper: null, own: null },
  firstApples: { focal: 70, background: null },
  lateApples: { focal: 0.07, background: null },
  zaps: { focal: 0.1, background: null },
  bushes: { at500: 6, at1000: 5, atEnd: 4 },
  equality: 1,
  sustainability: 500,
  bushesCurve: [6, 5.5, 5],
  ...overrides,
});

const makePlayed = (seed: number, tests: readonly PlayedTest[]): EvaluatedSeed => ({
  seed,
  checkpoint: String(seed).repeat(4),
  tests: [...tests],
});

const makeReport = (...seeds: readonly EvaluatedSeed[]): ScenarioReport => ({
  format: SCENARIOS_FORMAT,
  algorithm: ALGORITHM,
  rulesVersion: 1,
  codeVersion: '0',
  seed: 7,
  seeds: [...seeds],
});

const norm = (paper: number) => ({ normalised: { paper, own: 2 } });
const twoSeeds = makeReport(
  makePlayed(201, [makeTest('zappers', 12, norm(1)), makeTest('pacifists', 14, norm(1.5))]),
  makePlayed(202, [makeTest('zappers', 16, norm(1.4)), makeTest('pacifists', 20, norm(1.7))]),
);

const aim = (algorithm: string, measure: string, atLeast: number): Aim => ({
  kind: 'mean',
  name: `beside ${measure}`,
  algorithm,
  bound: { measure, atLeast },
});

/** Cells of the row that begins so. */
const rowOf = (block: string | undefined, start: string): string[] =>
  block!
    .split('\n')
    .find((line) => line.startsWith(`| ${start}`))!
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('the section of the commons', () => {
  test('[RS9] without any run it names all that is missing, and draws nothing', () => {
    const { blocks, images } = harvestSection(makeResultFiles({}, [aim(ALGORITHM, 'zappers', 13)]));
    expect(images).toEqual({});
    expect(rowOf(blocks['aims'], 'beside zappers')).toEqual([
      'beside zappers',
      '≥ 13',
      '',
      'not run',
      '',
      '',
      '',
    ]);
    for (const lack of ['AdAlign-P', 'AdAlign-B', 'PPO', 'PPO-SR'])
      expect(blocks['aims']).toContain(`${lack}: 0 of 2 seeds trained, 0 of 2 seeds played`);
    expect(blocks['aims']).toContain(
      'beta 0 (PPO), 0.5, 1, 2, 3; frames of AdAlign-P, AdAlign-B, PPO, PPO-SR',
    );
    expect(rowOf(blocks['beta'], '0.5')[3]).toBe('not run');
    expect(Object.keys(harvestSection(new Map()).blocks)).toEqual(Object.keys(blocks));
  });

  test('[RS9] an aim is judged for whom it is asked of; the others stand beside it', () => {
    const aims = [aim(ALGORITHM, 'zappers', 13), aim('benevolent-advantage-alignment', 'zappers', 13)];
    const files = makeResultFiles(
      { [`scenarios-${ALGORITHM}`]: twoSeeds, 'scenarios-ppo': { ...twoSeeds, algorithm: 'ppo' } },
      aims,
    );
    // 12 and 16: 14, and 2.83 / sqrt 2 = 2.
    expect(rowOf(harvestSection(files).blocks['aims'], 'beside zappers').slice(3)).toEqual([
      '14.00 ± 2.00: met',
      'not run',
      '14.00 ± 2.00',
      '',
    ]);
    const stricter = makeResultFiles({ [`scenarios-${ALGORITHM}`]: twoSeeds }, [
      aim(ALGORITHM, 'zappers: margin', 5),
    ]);
    // 2 and 6 more than the others, who have 10.
    expect(rowOf(harvestSection(stricter).blocks['aims'], 'beside')[3]).toBe('4.00 ± 2.00: **not met**');
  });

  test('[RS9] means and the best seed stand beside every row of the paper', () => {
    const paper = {
      source: 'A paper.',
      names: { acb: 'acb, 3 runs' },
      measures: { acb: { zappers: { mean: 10.2652 }, 'zappers: norm': { mean: 0.87 } } },
    };
    const { blocks } = harvestSection(makeResultFiles({ [`scenarios-${ALGORITHM}`]: twoSeeds, paper }));
    const figure = blocks['figure-4'];
    expect(rowOf(figure, '**AdAlign-P**').slice(1)).toEqual([
      '14.00 ± 2.00',
      '1.20 ± 0.20',
      '10.0 ± 0.0',
      '17.00 ± 3.00',
      '1.60 ± 0.10',
      '10.0 ± 0.0',
      '1.40 ± 0.15',
    ]);
    expect(rowOf(figure, 'AdAlign-P, best seed (202)').at(-1)).toBe('1.55');
    expect(rowOf(figure, 'the paper: acb, 3 runs').slice(1, 4)).toEqual(['10.27', '0.87', '']);
    expect(rowOf(blocks['tests'], 'zappers ')[1]).toBe('14.0 ± 2.0 (10.0)');
    expect(blocks['seeds']).not.toContain('late apples');
    const beside = blocks['seeds']!.slice(blocks['seeds']!.indexOf('Beside the background'));
    expect(rowOf(beside, '201').slice(1, 5)).toEqual(['12.00', '10.0', '1.00', '2.00']);
    expect(rowOf(blocks['seeds'], 'pacifists ').slice(1)).toEqual([
      '14.0 / 10.0',
      '20.0 / 10.0',
      '17.0 (4.2) / 10.0',
    ]);
  });

  test('[RS9] ablations have a row for every variant, and frames are shown', () => {
    const config = { alignment: { beta: 0.5, goodwill: 1 } };
    const files = makeResultFiles({
      'beta-0.5': makeSeedReport({
        game: 'harvest',
        algorithm: ALGORITHM,
        config,
        seeds: [makeTrainedSeed(1, {})],
      }),
      'scenarios-beta-0.5': makeReport(makePlayed(1, [makeTest('self-play', 100, { others: null })])),
      'goodwill-2': makeSeedReport({ algorithm: 'benevolent-advantage-alignment', config }),
      'frames-beta-0.5.svg': '<svg/>',
      'frames-ppo.svg': '<svg/>',
      'summed-reward.md': 'It *pays*.\n',
    });
    const { blocks, images } = harvestSection(files);
    expect(rowOf(blocks['beta'], '0.5')).toEqual([
      '0.5',
      '0.5',
      '',
      '1',
      '2',
      '70.0',
      '5.0',
      '0.100',
      '-',
      '-',
      '-',
      '-',
    ]);
    expect(blocks['beta']).toContain('(results/harvest/frames-beta-0.5.svg)');
    expect(blocks['frames']).toBe('![Commons Harvest: frames of PPO](results/harvest/frames-ppo.svg)');
    expect(blocks['summed']).toMatch(/^It \*pays\*\.\n\n\| variant/);
    expect(rowOf(blocks['summed'], 'goodwill-2').slice(1, 4)).toEqual(['0.5', '1', '0']);
    expect(images).toEqual({});
  });

  test('[RS9] bushes over time and learning curves are drawn of those that are compared', () => {
    const curves = [makeTest('self-play', 100, { others: null }), makeTest('zappers', 12)];
    const files = makeResultFiles({
      [ALGORITHM]: makeSeedReport({ algorithm: ALGORITHM, config: { alignment: { beta: 3 } } }),
      [`scenarios-${ALGORITHM}`]: makeReport(makePlayed(1, curves)),
    });
    const { blocks, images } = harvestSection(files);
    expect(Object.keys(images)).toEqual([
      'results-harvest-curves.svg',
      'results-harvest-bushes.svg',
      'results-harvest-bushes-zappers.svg',
    ]);
    for (const name of Object.keys(images))
      expect(Object.values(blocks).join()).toContain(`(images/${name})`);
    expect(rowOf(blocks['beta'], '3 (AdAlign-P)')[1]).toBe('3');
  });

  test('[RS9] a file that does not fit is named', () => {
    expect(() => harvestSection(makeResultFiles({ 'scenarios-ppo': { format: 'other' } }))).toThrow(
      'harvest/scenarios-ppo.json',
    );
  });
});

describe('arenas that were left when nothing could grow any more', () => {
  const makeEpisode = (steps: number): ScenarioEpisode => ({
    seed: 1,
    steps,
    focalSeats: [0, 1],
    players: ['a', 'a'],
    returns: [10, 20],
    equality: 1,
    sustainability: 30,
    harvest: {
      firstApples: [10, 20],
      lateApples: [0.1, 0.2],
      zaps: [0, 0],
      hits: [0, 0],
      peace: 2,
      bushesAlive: [6, 3, 0],
    },
  });

  test('[RS8] their late apples are those of all late steps, and no bush comes back', () => {
    // 800 steps: 50 of the 250 late ones were played.
    const [left, whole] = asWhole([makeEpisode(800), makeEpisode(1099)]);
    expect(left!.harvest!.lateApples[0]).toBeCloseTo(0.02, 10);
    expect(left!.harvest!.lateApples[1]).toBeCloseTo(0.04, 10);
    expect(whole!.harvest!.lateApples).toEqual([0.1, 0.2]);
    const scenario = scenarioById('harvest/self-play');
    const focal = { ref: 'a', version: null };
    const game = gameById('harvest');
    const input = { scenario, game, focal, background: [], seed: 7, ownAnchors: undefined };
    const played = [left!];
    const { bushesCurve, bushes } = playedTest('self-play', summariseScenario({ ...input, played }), played);
    expect(bushesCurve).toEqual([6, ...Array.from({ length: 100 }, () => 0)]);
    expect(bushes).toEqual({ at500: 0, at1000: 0, atEnd: 0 });
  });
});

describe('the report of scenarios', () => {
  const head = { algorithm: ALGORITHM, rulesVersion: 1, codeVersion: '1', seed: 7 };
  const agent = { seed: 201, checkpoint: '201201201201' };

  test('[RS8] a test takes its place; what another checkpoint did, or came from other starts, goes', () => {
    const first = withTest(undefined, head, agent, makeTest('zappers', 12));
    const second = withTest(first, head, agent, makeTest('self-play', 100));
    const third = withTest(second, head, agent, makeTest('zappers', 13));
    expect(scenarioReportSchema.parse(third)).toEqual(third);
    expect(third.seeds[0]!.tests.map(({ test, focals }) => [test, focals.mean])).toEqual([
      ['self-play', 100],
      ['zappers', 13],
    ]);
    const other = withTest(third, head, { ...agent, checkpoint: 'new' }, makeTest('zappers', 1));
    expect(other.seeds).toHaveLength(1);
    expect(other.seeds[0]!.tests).toHaveLength(1);
    const before = withTest(third, head, { seed: 200, checkpoint: 'x' }, makeTest('zappers', 1));
    expect(before.seeds.map(({ seed }) => seed)).toEqual([200, 201]);
    expect(continues(third, { ...head, seed: 8 })).toBe(false);
    expect(withTest(third, { ...head, seed: 8 }, agent, makeTest('zappers', 1)).seeds[0]!.tests).toHaveLength(
      1,
    );
  });

  test('[RS8] what was played with the same others, as often, is known', () => {
    const report = withTest(
      undefined,
      head,
      agent,
      makeTest('racers', 12, { background: ['agent:b', 'agent:a'] }),
    );
    const setting = {
      test: 'racers',
      scenario: 'harvest/strangers',
      background: ['agent:a', 'agent:b', 'agent:a'],
      episodes: 100,
    };
    expect(isPlayed(report, agent, setting)).toBe(true);
    expect(isPlayed(report, agent, { ...setting, background: ['agent:a'] })).toBe(false);
    expect(isPlayed(report, agent, { ...setting, episodes: 50 })).toBe(false);
    expect(isPlayed(report, { ...agent, checkpoint: 'new' }, setting)).toBe(false);
    expect(isPlayed(undefined, agent, setting)).toBe(false);
  });

  test('[RS8] every test has its scenario', () => {
    for (const { scenario } of SCENARIO_TESTS) expect(scenarioById(scenario).game).toBe('harvest');
    expect(new Set(SCENARIO_TESTS.map(({ name }) => name)).size).toBe(SCENARIO_TESTS.length);
  });
});
