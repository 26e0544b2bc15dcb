import { describe, expect, test } from '@jest/globals';
import { gatherSeeds, type RunRecord } from '../../../models/reports/gatherSeeds.ts';
import { learningCurves } from '../../../models/reports/learningCurves.ts';
import { seedReportSchema } from '../../../models/reports/seedReport.ts';
import type { Metrics } from '../../../models/trainer/measure.ts';
import { RUN_FORMAT } from '../../../models/trainer/runConfig.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';

const makeMetrics = (iteration: number, overrides: Partial<Metrics> = {}): Metrics => ({
  iteration,
  agentSteps: 64 * iteration,
  reward: 0,
  rewards: { self: iteration, 'against past selves': null },
  entropy: 0.5,
  criticLoss: 0,
  actorNorm: 0,
  events: {},
  ...overrides,
});

const iterations = (count: number) => Array.from({ length: count }, (_, i) => makeMetrics(i + 1));

describe('learning curves', () => {
  test('[RS2] each point averages as many iterations; at most 100 of them', () => {
    const { agentSteps, values } = learningCurves(iterations(250), 250);
    expect(agentSteps).toHaveLength(84);
    expect(agentSteps.slice(0, 2)).toEqual([128, 320]);
    expect(values['self']!.slice(0, 2)).toEqual([2, 5]);
    // The last holds iteration 250 alone.
    expect(values['self']!.at(-1)).toBe(250);
    expect(values['against past selves']).toEqual(agentSteps.map(() => null));
  });

  test('[RS2] a run that ended early has the same points, only fewer', () => {
    const [all, some] = [learningCurves(iterations(200), 200), learningCurves(iterations(70), 200)];
    expect(some.agentSteps).toEqual(all.agentSteps.slice(0, 35));
    expect(some.values['self']).toEqual(all.values['self']!.slice(0, 35));
  });

  test('[RS2] null counts for nothing beside numbers; cooperation has a curve per situation', () => {
    const metrics = [
      makeMetrics(1, { entropy: null, cooperation: { CC: 0.25 } }),
      makeMetrics(2, { cooperation: { CC: 0.75, DD: 1 } }),
    ];
    const { values } = learningCurves(metrics, 200);
    expect(values).toMatchObject({ entropy: [0.5], 'cooperates: CC': [0.5], 'cooperates: DD': [1] });
  });
});

describe('seeds as one report', () => {
  const makeRecord = (seed: number, overrides: Partial<RunRecord> = {}): RunRecord => ({
    folder: `runs/${seed}`,
    run: {
      format: RUN_FORMAT,
      config: makeTinyConfig(),
      seed,
      backend: 'wasm',
      workers: 1,
      until: { iterations: 12 },
      rulesVersion: 1,
      codeVersion: '0.0.0-test',
      created: '2026-01-02T03:04:05Z',
      command: 'train',
    },
    metrics: iterations(5),
    result: undefined,
    protocol: undefined,
    configFile: undefined,
    ...overrides,
  });
  const result: RunRecord['result'] = {
    kind: 'broken',
    reason: 'not finite',
    game: 'ipd',
    algorithm: 'advantage-alignment',
    seed: 2,
    folder: '/somewhere/2',
    iterations: 5,
    agentSteps: 320,
    seconds: 1.23456789,
    cpuSeconds: 0.5,
    backend: 'wasm',
    metrics: null,
    agent: { ref: 'agent:abc', id: 'abcdef', folder: '/somewhere/else' },
    evaluation: [{ name: 'self-play', mean: -1 / 3, standardError: null, n: 128, goal: null }],
  };

  test('[RS1] all are there in the order of their seeds, whatever became of them', () => {
    const records = [
      makeRecord(10),
      makeRecord(2, { result, protocol: '128 games.', configFile: 'models/x.json' }),
    ];
    const report = gatherSeeds(records);
    expect(seedReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({ game: 'ipd', protocol: '128 games.', configFile: 'models/x.json' });
    expect(report.configHash).toMatch(/^[0-9a-f]{12}$/);
    const [broken, unfinished] = report.seeds;
    expect(broken).toMatchObject({
      seed: 2,
      kind: 'broken',
      reason: 'not finite',
      seconds: 1.23457,
      cpuSeconds: 0.5,
      checkpoint: 'abcdef',
      measures: [{ name: 'self-play', mean: -0.333333, standardError: null, n: 128 }],
    });
    expect(unfinished).toMatchObject({
      seed: 10,
      kind: 'unfinished',
      iterations: 5,
      agentSteps: 320,
      measures: [],
    });
    // Where it lay on the machine is nobody's business.
    expect(JSON.stringify(report)).not.toContain('somewhere');
  });

  test('[RS1] a seed that comes twice and another config are refused', () => {
    expect(() => gatherSeeds([makeRecord(1), makeRecord(1, { folder: 'other' })])).toThrow(
      'expected every seed once, got 1 in runs/1 and other',
    );
    const other = makeRecord(2);
    const changed = { ...other, run: { ...other.run, config: makeTinyConfig({ entropy: 0.2 }) } };
    expect(() => gatherSeeds([makeRecord(1), changed])).toThrow(
      /expected seeds of one config, got different ones: runs\/1: .*"entropy":0.1.*\nruns\/2: .*"entropy":0.2/,
    );
    expect(() => gatherSeeds([])).toThrow('expected at least one run, got none');
  });
});
