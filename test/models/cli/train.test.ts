import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../models/cli/runCli.ts';
import { makeCliContext, type CliTestContext } from '../../fixtures/makeCliContext.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

let directory: string;
let context: CliTestContext;

beforeEach(() => {
  directory = temporaryFolder();
  context = makeCliContext({ directory });
  writeFileSync(join(directory, 'tiny.json'), JSON.stringify(makeTinyConfig()));
});

const train = (...args: readonly string[]) => runCli(['train', ...args], context);

describe('train', () => {
  test('[TR6] needs no more than a game; the agent it makes is listed and plays', async () => {
    expect(await train('--game', 'ipd', '--profile', 'smoke', '--iterations', '2')).toBe(0);
    const [, ref] = /^agent: (agent:[0-9a-f]{12})$/m.exec(context.stdout.text) ?? [];
    const folder = join(directory, 'data', 'runs', 'ipd-advantage-alignment-1-001');
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint',
      'config.json',
      'metrics.jsonl',
      'result.json',
      'state.safetensors',
    ]);
    expect(readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(readdirSync(join(folder, 'checkpoint', 'plots')).sort()).toEqual([
      'cooperation.svg',
      'entropy.svg',
      'learning-curve.svg',
    ]);
    const play = makeCliContext({ directory });
    const seats = [
      'simulate',
      '--game',
      'ipd',
      '--episodes',
      '1',
      '--seats',
      `${ref},agent:${folder}/checkpoint`,
    ];
    expect(await runCli(seats, play)).toBe(0);
    expect(play.stdout.text).toContain(ref);
  });

  test('[TR6] --json tells folder, agent, evidence and last metrics; the same seed gives the same weights', async () => {
    const results = [];
    for (const out of ['a', 'b']) {
      context = makeCliContext({ directory });
      expect(await train('--config', 'tiny.json', '--seed', '7', '--out', out, '--json')).toBe(0);
      results.push(JSON.parse(context.stdout.text) as { folder: string; agent: { folder: string } });
    }
    expect(results[0]).toMatchObject({
      kind: 'finished',
      game: 'ipd',
      seed: 7,
      iterations: 12,
      agentSteps: 12 * 8 * 4 * 2,
      folder: join(directory, 'a'),
      metrics: { iteration: 12 },
      evaluation: expect.arrayContaining([expect.objectContaining({ name: 'self-play', n: 128 })]),
    });
    const [a, b] = results.map(({ folder }) =>
      readFileSync(join(folder, 'checkpoint', 'weights.safetensors'), 'latin1'),
    );
    expect(a).toBe(b);
  });

  test('[TR6] ctrl-C saves, says how to go on and ends with 1; --resume ends with 0', async () => {
    context = makeCliContext({
      directory,
      onInterrupt(callback) {
        callback();
        return () => undefined;
      },
    });
    expect(await train('--config', 'tiny.json', '--out', 'run')).toBe(1);
    expect(context.stderr.text).toMatch(/stopped after iteration 1; go on with: .* train --resume .*run\n/);
    expect(existsSync(join(directory, 'run', 'checkpoint'))).toBe(false);
    context = makeCliContext({ directory });
    expect(await train('--resume', 'run')).toBe(0);
    expect(context.stdout.text).toMatch(/seed 1: 12 iterations/);
    // A new end.
    context = makeCliContext({ directory });
    expect(await train('--resume', 'run', '--iterations', '15')).toBe(0);
    expect(context.stdout.text).toMatch(/seed 1: 15 iterations/);
  });

  test('[TR6] a broken run ends with 1, the reason, and the agent that was kept', async () => {
    writeFileSync(join(directory, 'wild.json'), JSON.stringify(makeTinyConfig({ actorRate: 1e38 })));
    expect(await train('--config', 'wild.json')).toBe(1);
    expect(context.stderr.text).toMatch(
      /^failed: iteration \d+: expected finite numbers, got .*; kept the last good weights as agent:[0-9a-f]{12}$/m,
    );
  });

  test('[TR5] --seeds gives a folder and a row per seed, their mean, and one document with --json', async () => {
    expect(await train('--config', 'tiny.json', '--seeds', '3-4', '--out', 'two', '--json')).toBe(0);
    const { runs, overSeeds } = JSON.parse(context.stdout.text) as {
      runs: { seed: number; folder: string; metrics: object }[];
      overSeeds: { name: string; n: number }[];
    };
    expect(runs.map(({ seed, folder }) => [seed, folder])).toEqual([
      [3, join(directory, 'two', '3')],
      [4, join(directory, 'two', '4')],
    ]);
    expect(overSeeds).toContainEqual(expect.objectContaining({ name: 'self-play', n: 2 }));
    // Of the whole folder; what is finished stays so, and no agent is kept twice.
    const agents = readdirSync(join(directory, 'data', 'agents'));
    context = makeCliContext({ directory });
    expect(await train('--resume', 'two')).toBe(0);
    expect(context.stdout.text).toMatch(/^ *3 {2}finished/m);
    expect(context.stdout.text).toMatch(/^mean/m);
    expect(agents).toHaveLength(2);
    expect(readdirSync(join(directory, 'data', 'agents'))).toEqual(agents);
  });

  test.each([
    [
      ['--game', 'ipd', '--algorithm', 'sarsa'],
      /ALGORITHM.PROFILE of ipd to be one of .*advantage-alignment.cpu.*got sarsa.cpu/,
    ],
    [[], /--game: expected a game/],
    [['--game', 'ipd', '--config', 'tiny.json'], /--config: expected nothing else/],
    [['--config', 'none.json'], /expected a training config in .*none.json/],
    [['--game', 'ipd', '--minutes', '1', '--iterations', '1'], /expected one of them, got both/],
    [['--game', 'ipd', '--seeds', '5-3'], /--seeds: expected different whole numbers/],
    [['--game', 'ipd', '--backend', 'abacus'], /--backend: expected one of .*wasm/],
    [['--game', 'ipd', '--workers', '3'], /--workers: expected a number that divides the 64 games .* got 3/],
    [['--game', 'ipd', '--opponents', 'scripted:grim'], /--opponents: expected REF:SHARE/],
    [
      ['--game', 'ipd', '--opponents', 'scripted:grim:0.7,scripted:random:0.6'],
      /shares of at most 1 together, got 1.3/,
    ],
    [['--game', 'ipd', '--opponents', 'scripted:grim:0.001'], /share of at least one of 64 games/],
    [['--game', 'ipd', '--opponents', 'scripted:nobody:0.5'], /--opponents: .*nobody/],
    [['--game', 'ipd', '--opponents', 'agent:123456:0.5'], /--opponents: .*begins with 123456/],
    [['--resume', 'nowhere'], /expected the config.json of a run in .*nowhere/],
    [['--resume', 'nowhere', '--seed', '2'], /--resume: expected nothing else .* got --seed/],
  ] as const)(
    '[TR6] wrong usage %j ends with 2 and says so, and leaves nothing behind',
    async (args, message) => {
      expect(await train(...args)).toBe(2);
      expect(context.stdout.text).toBe('');
      expect(context.stderr.text).toMatch(message);
      expect(existsSync(join(directory, 'data'))).toBe(false);
    },
  );
});
