import { expect, test } from '@jest/globals';
import { AgentFigures } from '../../../server/ops/agentFigures.ts';
import { OpsHistory } from '../../../server/ops/opsHistory.ts';
import { makeManualClock } from '../../fixtures/manualClock.ts';

test('[OP18] every agent has its own delays, answers and deadlines missed', () => {
  const figures = new AgentFigures(makeManualClock());
  for (const ms of [2, 4, 6]) figures.answered(ms, 'a');
  figures.replaced('a');
  figures.replaced('b');
  const [a, b] = figures.all();
  expect(a).toMatchObject({ agent: 'a', answered: 3, replaced: 1, latency: { count: 3 } });
  expect(a?.latency.max).toBeCloseTo(6, 0);
  expect(b).toMatchObject({ agent: 'b', answered: 0, replaced: 1, latency: { count: 0 } });
});

test('[OP18] of many agents those asked longest ago are forgotten', () => {
  const figures = new AgentFigures(makeManualClock());
  for (let i = 0; i < 60; i += 1) figures.answered(1, `agent ${i}`);
  expect(figures.all()).toHaveLength(50);
  expect(figures.all()[0]?.agent).toBe('agent 10');
});

test('[OP18] an hour of figures is kept in samples of five seconds, each with the worst of its seconds', () => {
  const history = new OpsHistory();
  const none = { p50: 0, p99: 0, max: 0, count: 0 };
  const add = (at: number, jitter: number): void =>
    history.add(
      {
        at,
        uptimeSeconds: 0,
        memory: { resident: 100, heap: 40, heapUsed: 30, external: 9 },
        eventLoopDelay: none,
        tickJitter: { ...none, p99: jitter },
        decisionLatency: none,
        decisionsPerSecond: 1,
        agents: [],
        refusals: {},
      },
      { rooms: 1, people: 2 },
    );
  add(10_000, 3);
  add(11_000, 9);
  add(14_000, 1);
  add(15_000, 2);
  expect(history.samples.map(({ at, tickJitterP99 }) => [at, tickJitterP99])).toEqual([
    [10_000, 9],
    [15_000, 2],
  ]);
  for (let second = 16; second < 4000; second += 1) add(second * 1000, 0);
  expect(history.samples).toHaveLength(720);
  expect(history.samples[0]).toMatchObject({ residentMiB: 100, heapMiB: 40, externalMiB: 9 });
});
