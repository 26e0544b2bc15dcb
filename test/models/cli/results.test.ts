import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../models/cli/runCli.ts';
import { leagueRecordSchema } from '../../../models/reports/leagueRecord.ts';
import { seedReportSchema } from '../../../models/reports/seedReport.ts';
import { SECTIONS } from '../../../models/reports/sections.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';
import { makeResultFiles } from '../../fixtures/results.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(scratch(), ...path), 'utf8'));

const FIRST = ['--iterations', '3', '--out', 'runs/5', '--seed', '5'];
const SECOND = ['--iterations', '3', '--out', 'runs/4', '--seed', '4'];

beforeAll(async () => {
  writeFileSync(join(scratch(), 'tiny.json'), JSON.stringify(makeTinyConfig()));
  for (const flags of [FIRST, SECOND])
    expect(await run('train', '--config', 'tiny.json', ...flags)).toMatchObject({ code: 0 });
});

describe('results collect', () => {
  test('[RS1] writes all runs of a folder as one report of their game and algorithm', async () => {
    const { code, stdout } = await run('results', 'collect', '--runs', 'runs');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'docs/results/ipd/advantage-alignment.json: 2 of 2 finished (seeds 4, 5)\n',
    });
    const report = seedReportSchema.parse(readJson('docs', 'results', 'ipd', 'advantage-alignment.json'));
    expect(report).toMatchObject({ game: 'ipd', configFile: null });
    expect(report.protocol).toMatch(/^128 games of 16 steps each/);
    expect(report.seeds[0]).toMatchObject({ seed: 4, kind: 'finished', iterations: 3 });
    expect(report.seeds[0]!.measures.map(({ name }) => name)).toContain('self-play');
    expect(report.seeds[0]!.curves.values['self']).toHaveLength(3);
  });

  test('[RS1] without runs, or with a folder that has none, it says so', async () => {
    expect(await run('results', 'collect')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--runs: expected folders of training runs, got nothing'),
    });
    expect(await run('results', 'collect', '--runs', 'nowhere')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('expected the config.json of a run'),
    });
    expect(await run('results', 'collect', '--runs', 'runs', 'runs/4')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('expected every seed once, got 4'),
    });
  });
});

describe('results league', () => {
  test('[RS4] lets the seeds of every algorithm and the scripted players meet, named by their ids', async () => {
    const flags = ['--game', 'ipd', '--runs', 'runs', '--episodes', '2'];
    const { code, stdout } = await run('results', 'league', ...flags);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^docs\/results\/ipd\/league\.json: 6 players, 21 pairs, \d+\.\d s\n$/);
    const league = leagueRecordSchema.parse(readJson('docs', 'results', 'ipd', 'league.json'));
    expect(league).toMatchObject({ game: 'ipd', episodes: 2, steps: 16, seed: 7 });
    expect(league.families.map(({ name, players }) => [name, players.length])).toEqual([
      ['advantage-alignment', 2],
      ['always-cooperate', 1],
      ['always-defect', 1],
      ['tit-for-tat', 1],
      ['random', 1],
    ]);
    const [trained] = league.families;
    expect(trained!.players.map(({ seed }) => seed)).toEqual([4, 5]);
    for (const { ref, version } of trained!.players) expect(ref).toBe(`agent:${version!.slice(0, 12)}`);
    expect(league.means[2]!.slice(2, 4)).toEqual([-1, -3]);
    expect(league.errors[3]![3]).toBe(0);
  });

  test('[RS4] ctrl-C leaves what was there', async () => {
    const context = makeCliContext({
      directory: scratch(),
      onInterrupt(callback) {
        callback();
        return () => undefined;
      },
    });
    const flags = ['--game', 'coin', '--runs', 'runs'];
    expect(await runCli(['results', 'league', ...flags], context)).toBe(1);
    expect(context.stderr.text).toContain('stopped before all pairs had met');
    expect(existsSync(join(scratch(), 'docs', 'results', 'coin', 'league.json'))).toBe(false);
  });
});

describe('results render', () => {
  test('[RS5] fills page and pictures from the files, and removes pictures that are no more', async () => {
    const docs = join(scratch(), 'docs');
    mkdirSync(join(docs, 'images'), { recursive: true });
    writeFileSync(join(docs, 'images', 'results-old.svg'), '<svg/>');
    writeFileSync(join(docs, 'images', 'other.svg'), '<svg/>');
    const places = Object.keys(SECTIONS).flatMap((game) =>
      Object.keys(SECTIONS[game]!(makeResultFiles()).blocks).map(
        (block) => `<!-- results: ${game} ${block} -->\n<!-- end of results -->\n`,
      ),
    );
    writeFileSync(join(docs, 'results.md'), places.join('\n'));
    mkdirSync(join(docs, 'results', 'paper'), { recursive: true });
    for (const game of Object.keys(SECTIONS)) {
      mkdirSync(join(docs, 'results', game), { recursive: true });
      const files = makeResultFiles();
      writeFileSync(join(docs, 'results', game, 'aims.json'), JSON.stringify(files.get('aims')));
      writeFileSync(join(docs, 'results', 'paper', `${game}.json`), JSON.stringify(files.get('paper')));
    }
    const { code, stdout } = await run('results', 'render');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'docs/results.md: changed, 3 pictures\n' });
    expect(readFileSync(join(docs, 'results.md'), 'utf8')).toContain('**AdAlign**, all seeds:');
    const drawn = ['curves', 'cooperation', 'league'].map((name) => `results-ipd-${name}.svg`);
    for (const name of [...drawn, 'other.svg']) expect(existsSync(join(docs, 'images', name))).toBe(true);
    expect(existsSync(join(docs, 'images', 'results-old.svg'))).toBe(false);
    expect((await run('results', 'render')).stdout).toBe('docs/results.md: as it was, 3 pictures\n');
  });

  test('[RS5] a file that is no JSON is named', async () => {
    writeFileSync(join(scratch(), 'docs', 'results', 'coin', 'ppo.json'), '{');
    expect(await run('results', 'render')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/ppo\.json: expected JSON/),
    });
  });
});
