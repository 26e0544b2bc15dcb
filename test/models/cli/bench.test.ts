import { describe, expect, test } from '@jest/globals';
import { benchAll } from '../../../models/cli/bench.ts';
import { benchGames } from '../../../models/cli/benchGames.ts';
import type { BenchPart } from '../../../models/cli/benchPart.ts';
import { benchTrain, type TrainSpeed } from '../../../models/cli/benchTrain.ts';
import { gamesReport } from '../../../models/cli/gamesReport.ts';
import { trainBenchReport } from '../../../models/cli/trainBenchReport.ts';
import { GAME_IDS } from '../../../shared/games/registry.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';

describe('bench games', () => {
  test('[CLI17] measures every game by steps over time, median and extremes', async () => {
    // Each repetition of 2 s: looks at the clock after 256 and 512 steps, a second apart; so 256 steps a second.
    let seconds = 0;
    const done: number[] = [];
    const bench = await benchGames({
      seconds: () => (seconds += 1),
      cpuSeconds: () => seconds / 2,
      repetitions: 3,
      secondsPerRepetition: 2,
      breathe: (count) => Promise.resolve(void done.push(count)),
    });
    expect(bench.games.map(({ game }) => game)).toEqual(GAME_IDS);
    for (const game of bench.games) {
      expect(game).toMatchObject({
        stepsPerSecond: 256,
        slowest: 256,
        fastest: 256,
        // The processor's clock also stands still for the second before the first look.
        stepsPerCpuSecond: 512 / 1.5,
        unobserved: { stepsPerSecond: 256, stepsPerCpuSecond: 512 / 1.5 },
      });
    }
    const [first] = bench.games;
    const commons = bench.games.find(({ game }) => game === 'harvest');
    expect([first?.withFeatures, first?.unobserved.aim]).toEqual([null, null]);
    expect(commons).toMatchObject({
      unobserved: { aim: 1_500_000 },
      withFeatures: { aim: 500_000, stepsPerSecond: 256 },
    });
    expect(commons?.withFeatures?.meanFeatures).toBeGreaterThan(5);
    expect(bench.games[0]).toMatchObject({ game: 'ipd', seats: 2, aim: 1_500_000 });
    expect(done).toEqual(Array.from({ length: 3 * GAME_IDS.length }, (_, index) => index + 1));
  });
});

describe('the report of bench games', () => {
  const makeReport = (stepsPerSecond: number, stepsPerCpuSecond: number) =>
    gamesReport({
      bench: 'games',
      machine: { cpu: 'CPU', cores: 2, node: '24', platform: 'linux x64' },
      repetitions: 1,
      secondsPerRepetition: 1,
      games: [
        {
          game: 'ipd',
          rulesVersion: 1,
          seats: 2,
          aim: 1_500_000,
          stepsPerSecond,
          slowest: stepsPerSecond,
          fastest: stepsPerSecond,
          stepsPerCpuSecond,
          unobserved: { aim: null, stepsPerSecond, stepsPerCpuSecond },
          withFeatures: { aim: null, stepsPerSecond, stepsPerCpuSecond, meanFeatures: 12 },
        },
      ],
    });

  test('[CLI17] says whether an aim is reached, and whether the machine had time for it', () => {
    const quick = makeReport(1_600_000, 1_610_000);
    expect(quick).toMatch(/^ipd +2 +observations +1,600,000 +1,610,000 +1,500,000 +reached$/m);
    expect(quick).toMatch(/^ +nothing +1,600,000 +1,610,000 +- *\n +features +1,600,000/m);
    expect(makeReport(1_400_000, 1_410_000)).toMatch(/missed$/m);
    expect(makeReport(500_000, 2_000_000)).toMatch(/reached by processor time$/m);
    expect(makeReport(500_000, 2_000_000)).toMatch(/busy.*25 % of a core/);
  });
});

describe('bench train', () => {
  test('[CLI18] measures own kernels, stock autodiff, two workers and two runs in turns', async () => {
    let seconds = 0;
    const done: number[] = [];
    const bench = await benchTrain({
      configs: [makeTinyConfig()],
      // A measurement is one iteration in a second: 8 games x 4 steps x 2 seats. Of the two seconds between the looks
      // at the processor's clock this thread computes for .5, others for .75.
      seconds: () => (seconds += 1),
      cpuSeconds: () => seconds / 4,
      cpuSecondsOfProcess: () => (5 * seconds) / 8,
      repetitions: 2,
      secondsPerRepetition: 1,
      breathe: (count) => Promise.resolve(void done.push(count)),
    });
    const speed = { perSecond: 64, perCpuSecond: 64 / 0.75 };
    const [{ sideBySide, ...measured }] = bench.games as readonly [TrainSpeed];
    const alone = { own: speed, portable: speed, stock: speed, twoWorkers: speed };
    expect(measured).toEqual({ game: 'ipd', batch: { games: 8, steps: 4 }, ...alone });
    // The neighbour knows nothing of this clock; the median of two may lie between them.
    expect(sideBySide.perSecond % 32).toBe(0);
    expect(sideBySide.perSecond).toBeGreaterThanOrEqual(64);
    expect(done).toEqual([1, 2]);
    expect(trainBenchReport(bench)).toMatch(
      /^ipd +8 x 4 +64 +85 +85 +64 +1\.0 x +64 +1\.00 x +1\.00 x +\d+\.\d\d x$/m,
    );
  });
});

describe('bench of everything', () => {
  // The parts themselves are measured above.
  const part = <Name extends string>(name: Name): BenchPart<{ readonly bench: Name }> => ({
    name,
    description: '',
    total: 1,
    measure: async (_context, breathe) => {
      await breathe(1);
      return { bench: name };
    },
    report: ({ bench }) => `${bench} as text\n`,
  });
  const parts = { games: part('games'), train: part('train') };

  test('[CLI17] merges games, server and log into one document', async () => {
    const context = makeCliContext({
      runServerScript: (name, args) =>
        Promise.resolve({ exitCode: 0, output: JSON.stringify({ name, args }) }),
    });
    await benchAll('json', context, parts);
    expect(JSON.parse(context.stdout.text)).toMatchObject({
      machine: { node: process.versions.node },
      games: { bench: 'games' },
      server: { name: 'benchServer', args: ['--json'] },
      log: { name: 'benchLog', args: ['--json'] },
      train: { bench: 'train' },
      inference: { name: 'benchInference', args: ['--json'] },
      rooms: { name: 'benchRooms', args: ['--json'] },
    });
  });

  test('[CLI17] prints one part after the other', async () => {
    const scripts: string[] = [];
    const context = makeCliContext({
      runServerScript: (name) => {
        scripts.push(name);
        return Promise.resolve({ exitCode: 0, output: '' });
      },
    });
    await benchAll('text', context, parts);
    expect(context.stdout.text).toBe('games as text\ntrain as text\n');
    expect(scripts).toEqual(['benchServer', 'benchLog', 'benchInference', 'benchRooms']);
  });

  test('[CLI12] fails with the exit code of a part that fails', async () => {
    const context = makeCliContext({
      runServerScript: () => Promise.resolve({ exitCode: 4, output: '' }),
    });
    await expect(benchAll('json', context, parts)).rejects.toMatchObject({
      exitCode: 4,
      message: 'benchServer failed with exit code 4',
    });
  });
});
