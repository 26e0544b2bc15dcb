import { describe, expect, test } from '@jest/globals';
import { Pacer, pressureOf, restMs } from '../../../models/background/pacer.ts';
import { trainerConfig } from '../../../models/background/trainerConfig.ts';
import type { ServerLoad } from '../../../shared/protocol/serverLoad.ts';

const CONFIG = trainerConfig.parse({ cores: 0.25, yield: { calmSeconds: 2 } });
const CALM: ServerLoad = { kind: 'load', eventLoopMs: 1, tickJitterMs: 1, decisionMs: 1 };
const BUSY: ServerLoad = { ...CALM, eventLoopMs: 30 };

/** A machine whose time passes in sleeps alone. */
function makeMachine(loads: readonly (ServerLoad | undefined)[], stopAfter = Infinity) {
  let now = 100;
  let cpu = 0;
  const slept: number[] = [];
  const told: string[] = [];
  const pacer = new Pacer({
    config: CONFIG,
    seconds: () => now,
    cpuSeconds: () => cpu,
    sleep(ms) {
      slept.push(ms);
      now += ms / 1000;
      return Promise.resolve();
    },
    isStopping: () => slept.length >= stopAfter,
    load() {
      const load = loads[Math.min(slept.length, loads.length) - 1];
      return load && { load, at: now };
    },
    onYield: (to, why) => told.push(`${to} ${why}`.trim()),
  });
  const work = (seconds: number): void => {
    cpu += seconds;
  };
  return { pacer, slept, told, work };
}

describe('the pace', () => {
  test.each([
    [100, 1, 0],
    [100, 0.5, 100],
    [100, 0.25, 300],
    [1e6, 0.5, 10_000],
  ])('[BT7] after %d ms of work with %d of a core it rests for %d ms', (busy, cores, rest) => {
    expect(restMs(busy, cores)).toBe(rest);
  });

  test('[BT7] it rests for what it has worked, by processor time', async () => {
    const { pacer, slept, work } = makeMachine([undefined]);
    work(0.2);
    expect(await pacer.rest()).toBe('go-on');
    await pacer.rest();
    expect(slept.map(Math.round)).toEqual([600, 0]);
  });

  test('[BT7] what is above its limit is said', () => {
    expect(pressureOf(CALM, CONFIG.yield)).toBeUndefined();
    expect(pressureOf(BUSY, CONFIG.yield)).toBe('event-loop delay of the server at 30.0 ms, above 15 ms');
    expect(pressureOf({ ...CALM, tickJitterMs: 26 }, CONFIG.yield)).toContain('tick jitter');
    expect(pressureOf({ ...CALM, decisionMs: 41 }, CONFIG.yield)).toContain('decision latency');
  });

  test('[BT7] it waits while the server is busy, and until it has been calm for a while', async () => {
    const { pacer, slept, told, work } = makeMachine([BUSY, BUSY, CALM, BUSY, CALM]);
    work(0.5);
    expect(await pacer.rest()).toBe('go-on');
    // The first rest, three looks until the last busy one, and two calm seconds in halves.
    expect(slept).toHaveLength(1 + 3 + 4);
    expect(told).toEqual([expect.stringMatching(/^server event-loop/), 'nobody']);
    // Of a turn's time a quarter has passed, and the rest after the work: half a second of a quarter of a core.
    expect(pacer.seconds()).toBeCloseTo(100 + 3.5 / 4 + 1.5, 9);
  });

  test.each([
    [0, 2],
    [100, 2],
    [400, 8],
    [5000, 15],
  ])(
    '[BT7] after %d ms of work it yields to a server that is always busy for %d s',
    async (busy, seconds) => {
      const { pacer, slept, work } = makeMachine([BUSY]);
      work(busy / 1000);
      expect(await pacer.rest()).toBe('go-on');
      // Looks come twice a second.
      expect(slept).toHaveLength(1 + 2 * seconds);
      await pacer.rest();
      expect(slept).toHaveLength(1 + 2 * seconds + 1 + 4);
    },
  );

  test('[BT7] a stop ends the waiting, and a server that has fallen silent is not waited for', async () => {
    const endless = makeMachine([BUSY], 5);
    expect(await endless.pacer.rest()).toBe('stop');
    expect(endless.slept).toHaveLength(5);
    const silent = new Pacer({
      config: CONFIG,
      seconds: () => 100,
      cpuSeconds: () => 0,
      sleep: () => Promise.resolve(),
      isStopping: () => false,
      load: () => ({ load: BUSY, at: 89 }),
      onYield: () => {
        throw new Error('expected it not to yield');
      },
    });
    expect(await silent.rest()).toBe('go-on');
  });
});
