import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

/** A scenario of short episodes, in a file. */
function scenarioFile(name: string, changes: object = {}): string {
  const scenario = {
    id: 'harvest/short',
    game: 'harvest',
    summary: 'A test.',
    params: { episode: { minimum: 40, interval: 10, endProbability: 1, cap: 40 } },
    focal: { seats: [0, 1, 2, 3, 4] },
    background: ['scripted:greedy'],
    episodes: 2,
    paper: { low: 0, high: 10 },
    ...changes,
  };
  writeFileSync(join(scratch(), name), JSON.stringify(scenario));
  return name;
}

interface Evaluated {
  readonly choosing: string;
  readonly results: readonly [
    { readonly players: readonly [{ readonly perEpisode: { readonly focalReturn: readonly number[] } }] },
  ];
}

const read = (name: string): string => readFileSync(join(scratch(), name), 'utf8');

describe('evaluate', () => {
  test('[EV9] prints both sides of every scenario, the group too, and draws them', async () => {
    const scenario = scenarioFile('short.json');
    const drawn = scenarioFile('drawn.json', { id: 'harvest/drawn', focal: { drawn: 3 } });
    const group = 'Both=scripted:greedy,scripted:random';
    const args = ['evaluate', '--scenario', `${scenario},${drawn}`, '--group', group, '--svg', 'both.svg'];
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    const [heading, , columns, ...rows] = stdout.split('\n');
    expect(heading).toMatch(/^seed 1, .* s; per seat and episode, mean \+- standard error over episodes$/);
    expect(columns).toMatch(
      /^scenario +focal +episodes +focals earn +background earns +norm \(paper\) +norm \(own\)/,
    );
    expect(rows[0]).toMatch(
      /^harvest\/short +scripted:greedy +2 +[\d.]+ \+- [\d.]+ +[\d.]+ \+- [\d.]+ +[\d.]+ +- /,
    );
    expect(rows[2]).toMatch(/^harvest\/short +Both: mean \(sd\) +[\d.]+ \([\d.]+\) +[\d.]+ \([\d.]+\)/);
    expect(stdout).toMatch(/^harvest\/drawn +scripted:random/m);
    expect(stdout).toContain('bushes at 500');
    expect(read('both.svg')).toMatch(/^<svg .*What both sides earn.*background.*<\/svg>\n$/s);
  });

  test('[EV9] --json has all figures, and the same command gives the same ones', async () => {
    const scenario = scenarioFile('json.json');
    const args = ['evaluate', '--scenario', scenario, '--focal', 'scripted:greedy', '--json', '--seed', '4'];
    const documents = [];
    for (let i = 0; i < 2; i += 1) {
      const { seconds: _, ...document } = JSON.parse((await run(...args)).stdout) as Record<string, unknown>;
      documents.push(document);
    }
    expect(documents[0]).toEqual(documents[1]);
    const [result] = documents[0]!['results'] as [Record<string, unknown>];
    const [player] = result['players'] as [Record<string, unknown>];
    expect(player).toMatchObject({
      scenario: 'harvest/short',
      game: 'harvest',
      focal: { ref: 'scripted:greedy', version: '0.0.0-test' },
      episodes: 2,
      seed: 4,
      meanSteps: 40,
      focalReturn: { n: 2 },
      background: [{ ref: 'scripted:greedy', seats: 4 }],
      normalised: { own: null },
      harvest: { bushes: 6 },
    });
    expect(result['overPlayers']).toBeNull();
  });

  test('[EV9] --background replaces the population, and with it the anchors', async () => {
    const args = [
      '--focal',
      'scripted:greedy',
      '--background',
      'scripted:random',
      '--json',
      '--episodes',
      '1',
    ];
    const { stdout } = await run('evaluate', '--scenario', scenarioFile('other.json'), ...args);
    const { results } = JSON.parse(stdout) as { results: { players: object[] }[] };
    expect(results[0]?.players[0]).toMatchObject({
      background: [{ ref: 'scripted:random', seats: 2 }],
      normalised: { paper: null, own: null },
    });
  });

  test('[EV10] --svg draws bushes over time where all are focal; --frames draws the arena', async () => {
    const scenario = scenarioFile('self.json', { focal: 'all', background: [], paper: undefined });
    const focal = ['--focal', 'scripted:greedy,scripted:restrained'];
    const pictures = ['--svg', 'bushes.svg', '--frames', 'frames', '--at', '0,30,41'];
    const { code } = await run('evaluate', '--scenario', scenario, ...focal, ...pictures);
    expect(code).toBe(0);
    expect(read('bushes.svg')).toMatch(/^<svg .*Bushes alive.*scripted:restrained.*<\/svg>\n$/s);
    // Step 41 lies beyond the end.
    const frames = [1, 2].flatMap((row) => [0, 30].map((step) => `harvest-short-${row}-${step}.svg`));
    expect(readdirSync(join(scratch(), 'frames')).sort()).toEqual(['harvest-short.svg', ...frames].sort());
    const strip = read('frames/harvest-short.svg');
    expect(strip.match(/step 0: 6 of 6 bushes alive/g)).toHaveLength(2);
    expect(read('frames/harvest-short-1-0.svg').match(/<use /g)).toHaveLength(64);
  });

  test('[EV9] --list prints every scenario with its background', async () => {
    const { code, stdout } = await run('evaluate', '--list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^harvest\/zappers +0 1 2 3 4 +scripted:over-harvester\(/m);
    expect(stdout).toMatch(/^harvest\/strangers +0 1 2 3 4 +--background +/m);
    const ids = (JSON.parse((await run('evaluate', '--list', '--json')).stdout) as { id: string }[]).map(
      ({ id }) => id,
    );
    expect(ids).toContain('ipd/self-play');
  });

  test.each([
    [[], '--scenario: expected scenarios as ID[,ID...]'],
    [['--scenario', 'harvest/nowhere'], '--scenario: expected a scenario (harvest/self-play'],
    [['--scenario', 'none.json'], '--scenario: expected a scenario in'],
    [['--scenario', 'harvest/self-play'], '--focal or --group: expected at least one player, got none'],
    [['--scenario', 'harvest/strangers', '--focal', 'scripted:greedy'], '--background: expected REF,... for'],
    [
      ['--scenario', 'ipd/defectors', '--focal', 'scripted:greedy'],
      '--focal, --group: expected a scripted player of ipd',
    ],
    [
      ['--scenario', 'ipd/defectors', '--focal', 'scripted:grim', '--frames', 'f'],
      '--frames: expected scenarios of harvest',
    ],
    [
      ['--scenario', 'ipd/defectors', '--focal', 'scripted:grim', '--at', 'soon'],
      '--at: expected a whole number',
    ],
  ])('[EV9] %j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await run('evaluate', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('[EV9] a file that holds no scenario of its game is wrong usage', async () => {
    const wrong = await run(
      'evaluate',
      '--scenario',
      scenarioFile('a.json', { focal: 7 }),
      '--focal',
      'scripted:random',
    );
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain('expected a scenario');
    const misfit = await run(
      'evaluate',
      '--scenario',
      scenarioFile('b.json', { params: { rounds: 3 } }),
      '--focal',
      'scripted:random',
    );
    expect(misfit.stderr).toContain('expected params of harvest');
  });

  test('[EV12] with --argmax an agent plays what it likes best, and the same against itself every time', async () => {
    await saveAgent({ agents: join(scratch(), 'data', 'agents'), folder: join(scratch(), 'mine') });
    const args = [
      'evaluate',
      '--scenario',
      'ipd/self-play',
      '--focal',
      'agent:mine',
      '--episodes',
      '6',
      '--json',
    ];
    const [drawn, likeliest] = await Promise.all(
      [args, [...args, '--argmax']].map(async (one) => JSON.parse((await run(...one)).stdout) as Evaluated),
    );
    const returnsOf = ({ results }: Evaluated) => results[0].players[0].perEpisode.focalReturn;
    expect([drawn!.choosing, likeliest!.choosing]).toEqual(['drawn', 'likeliest']);
    expect(new Set(returnsOf(drawn!)).size).toBeGreaterThan(1);
    expect(new Set(returnsOf(likeliest!)).size).toBe(1);
    expect((await run(...args.slice(0, -1), '--argmax')).stdout).toMatch(
      /^seed 1, .*the likeliest action of agents/,
    );
  });

  test('[EV9] ctrl-C ends it without half a table', async () => {
    const context = makeCliContext({
      directory: scratch(),
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    const args = ['evaluate', '--scenario', 'ipd/self-play', '--focal', 'scripted:grim'];
    expect(await runCli(args, context)).toBe(1);
    expect(context.stdout.text).toBe('');
    expect(context.stderr.text).toContain('stopped in ipd/self-play, with scripted:grim');
  });
});

describe('calibrate', () => {
  test('[EV11] prints what focals earn beside each bot, and which bot fits', async () => {
    const bots = ['--bots', 'scripted:greedy,scripted:over-harvester', '--episodes', '4'];
    const { code, stdout } = await run('calibrate', ...bots);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^bot +scripted:random +bot earns +scripted:sighted-greedy +bot earns +scripted:greedy +bot earns +fits$/m,
    );
    expect(stdout).toMatch(/^scripted:greedy +[\d.]+ \+- [\d.]+ +[\d.]+ +[\d.]+ \+- [\d.]+ +[\d.]+/m);
    const { stdout: json } = await run('calibrate', ...bots, '--focal', 'scripted:greedy', '--json');
    const { results } = JSON.parse(json) as { results: { bot: string; focals: object[]; fits?: boolean }[] };
    expect(results.map(({ bot }) => bot)).toEqual(['scripted:greedy', 'scripted:over-harvester']);
    expect(results[0]?.focals[0]).toMatchObject({
      ref: 'scripted:greedy',
      focal: { n: 4 },
      background: { n: 4 },
    });
    // Without the focals that targets are for nobody can say.
    expect(results[0]).not.toHaveProperty('fits');
  });

  test('[EV11] --anchors writes what random and racing focals earn in every scenario of Harvest with a background', async () => {
    const { code, stdout } = await run('calibrate', '--anchors', 'anchors.json', '--episodes', '2');
    expect(code).toBe(0);
    const { anchors } = JSON.parse(read('anchors.json')) as { anchors: Record<string, object> };
    expect(Object.keys(anchors)).toEqual(
      ['zappers', 'pacifists', 'strangers-greedy', 'strangers-zapping']
        .flatMap((name) => [`harvest/${name}`])
        .concat(
          ['zappers', 'pacifists', 'strangers-greedy', 'strangers-zapping'].map(
            (name) => `harvest/${name}-shuffled`,
          ),
        ),
    );
    expect(anchors['harvest/zappers']).toMatchObject({ random: { ref: 'scripted:random' } });
    expect(stdout.split('\n')[1]).toMatch(/^harvest\/zappers +[\d.]+ \+- [\d.]+ +[\d.]+ \+- [\d.]+$/);
  });
});
