import { describe, expect, test } from '@jest/globals';
import type { Aim } from '../../../models/reports/aims.ts';
import { askedFor, judgeMeasures, judgeTraining } from '../../../models/reports/judge.ts';
import { leagueMeasures, trainedMeasures } from '../../../models/reports/seedMeasures.ts';
import type { TrainedSeed } from '../../../models/reports/seedReport.ts';
import { makeLeagueRecord, makeSeedReport, makeTrainedSeed } from '../../fixtures/results.ts';

const shared = { name: 'an aim', algorithm: 'advantage-alignment' };
const meanAim = (bound: object): Aim => ({
  kind: 'mean',
  ...shared,
  bound: { measure: 'self-play', ...bound },
});
const seedsWith = (...values: readonly number[]) => values.map((value) => new Map([['self-play', value]]));

describe('an aim about measures', () => {
  test('[RS3] a mean is held against its bounds, each of which may be strict', () => {
    const verdictOf = (bound: object) => judgeMeasures(meanAim(bound), seedsWith(0.25, 0.75), 2)!.verdict;
    expect(verdictOf({ atLeast: 0.5 })).toBe('met');
    expect(verdictOf({ over: 0.5 })).toBe('not met');
    expect(verdictOf({ atMost: 0.5 })).toBe('met');
    expect(verdictOf({ under: 0.5 })).toBe('not met');
    expect(verdictOf({ atLeast: 0, atMost: 0.4 })).toBe('not met');
    expect(judgeMeasures(meanAim({ atLeast: 0 }), seedsWith(0.25, 0.75), 2)!.found).toBe('0.500 ± 0.250');
    expect(askedFor(meanAim({ over: -1, atMost: 2 }))).toBe('> -1 and ≤ 2');
  });

  test('[RS3] so many seeds must keep within all bounds', () => {
    const aim = (seeds: number): Aim => ({
      kind: 'seeds',
      ...shared,
      seeds,
      bounds: [
        { measure: 'a', over: 0 },
        { measure: 'b', under: 1 },
      ],
    });
    const measured = [
      { a: 1, b: 0 },
      { a: 1, b: 2 },
      { a: 0, b: 0 },
      { a: 2, b: 0.5 },
    ].map((measures) => new Map(Object.entries(measures)));
    expect(judgeMeasures(aim(2), measured, 4)).toEqual({ found: '2 of 4 seeds', verdict: 'met' });
    expect(judgeMeasures(aim(3), measured, 4)).toEqual({ found: '2 of 4 seeds', verdict: 'not met' });
    expect(judgeMeasures(aim(3), seedsWith(1), 4)).toBeUndefined();
    expect(askedFor(aim(3))).toBe('at least 3 seeds: a > 0, b < 1');
  });

  test('[RS3] fewer seeds than make an answer leave it open; no measure is no answer', () => {
    expect(judgeMeasures(meanAim({ atLeast: 0 }), seedsWith(1), 2)).toEqual({
      found: '1.000 (1 of 2 seeds)',
      verdict: 'open',
    });
    expect(judgeMeasures(meanAim({ atLeast: 0 }), [], 2)).toBeUndefined();
  });

  test('[RS3] measures come from the evaluation after training, or from games of the league', () => {
    const [first] = trainedMeasures(makeSeedReport());
    expect(first).toEqual(new Map([['self-play', 0.25]]));
    const unfinished = makeTrainedSeed(3, {}, { kind: 'unfinished' });
    expect(trainedMeasures(makeSeedReport({ seeds: [unfinished] }))).toEqual([]);
    expect(
      leagueMeasures(makeLeagueRecord(), 'advantage-alignment').map((one) => Object.fromEntries(one)),
    ).toEqual([
      { 'self-play': 0.3, 'against always-defect': -0.1, 'always-defect against it': 0.4 },
      { 'self-play': 0.2, 'against always-defect': -0.2, 'always-defect against it': 0.5 },
    ]);
    expect(leagueMeasures(makeLeagueRecord(), 'ppo')).toEqual([]);
  });
});

describe('an aim about training', () => {
  const judge = (aim: Aim, ...seeds: readonly Partial<TrainedSeed>[]) =>
    judgeTraining(
      aim,
      makeSeedReport({ seeds: seeds.map((overrides, i) => makeTrainedSeed(i, {}, overrides)) }),
      2,
    );

  test('[RS3] the processor decides about time; the clock alone can only confirm it', () => {
    const aim: Aim = { kind: 'time', ...shared, seconds: 30 };
    expect(judge(aim, { cpuSeconds: 20, seconds: 90 }, { cpuSeconds: 30, seconds: 90 })).toEqual({
      found: '2 of 2 seeds: 20 to 30 s by the processor',
      verdict: 'met',
    });
    expect(judge(aim, { cpuSeconds: 20 }, { cpuSeconds: 31 })!.verdict).toBe('not met');
    expect(judge(aim, { seconds: 20 }, { seconds: 30, cpuSeconds: 1 })).toEqual({
      found: '2 of 2 seeds: 20 to 30 s by the clock',
      verdict: 'met',
    });
    expect(judge(aim, { seconds: 20 }, { seconds: 90 })!.verdict).toBe('open');
    expect(judge(aim, { seconds: null })).toBeUndefined();
  });

  test('[RS3] a curve must not fall below a value in the last part of training, in any seed', () => {
    const curve = (...self: (number | null)[]) => ({
      curves: { agentSteps: self.map((_, i) => i), values: { self } },
    });
    const aim: Aim = { kind: 'curve', ...shared, curve: 'self', after: 0.5, atLeast: 0.3 };
    const steady = curve(0, 0.1, 0.3, 0.4);
    expect(judge(aim, steady, steady)).toEqual({ found: 'lowest 0.300', verdict: 'met' });
    expect(judge(aim, steady, curve(0.4, 0.4, 0.4, 0.29))!.verdict).toBe('not met');
    expect(judge(aim, steady)!.verdict).toBe('open');
    expect(judge(aim, curve(null, null))).toBeUndefined();
    expect(askedFor(aim)).toBe('no seed below 0.3 in the last 50 % of training');
  });
});
