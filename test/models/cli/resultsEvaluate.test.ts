import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import { scenarioReportSchema } from '../../../models/reports/harvest/scenarioReport.ts';
import type { TrainingConfig } from '../../../models/config.ts';
import { RUN_FORMAT } from '../../../models/trainer/runConfig.ts';
import {
  CHECKPOINT_FOLDER,
  newFolder,
  RESULT_FILE,
  writeRunConfig,
} from '../../../models/trainer/runFolder.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

const tiny = (opponents: readonly object[] = []) =>
  makeTinyConfig({
    game: 'harvest',
    algorithm: 'ppo',
    games: 2,
    episodes: 'carried',
    network: { reads: 'features', encoder: [8], memory: 0 },
    pool: { share: 0 },
    opponents,
  });

/** The folder of a run that has come to its end. */
async function makeRun(
  name: string,
  config: TrainingConfig,
  { seed, exploits }: { readonly seed: number; readonly exploits?: string },
): Promise<string> {
  const folder = newFolder(join(scratch(), 'runs', name));
  const { meta } = await saveAgent(
    { agents: scratch(), folder: join(folder, CHECKPOINT_FOLDER) },
    { game: 'harvest', seed, network: { encoder: [8], memory: 0 } },
  );
  writeRunConfig(folder, {
    format: RUN_FORMAT,
    config,
    seed: 4,
    ...(exploits !== undefined && { exploits: { ref: 'agent:moved', version: exploits } }),
    backend: 'wasm',
    workers: 1,
    until: { iterations: 1 },
    rulesVersion: 1,
    codeVersion: 'test',
    created: '2026-01-02T03:04:05Z',
    command: 'train',
  });
  const result = { kind: 'finished', iterations: 1, agentSteps: 56, agent: { id: meta.id }, evaluation: [] };
  writeFileSync(join(folder, RESULT_FILE), JSON.stringify(result));
  return meta.id;
}

beforeAll(async () => {
  const exploits = await makeRun('own', tiny(), { seed: 1 });
  const player = `agent:${join(scratch(), 'runs/own/checkpoint')}`;
  await makeRun('answer', tiny([{ player, share: 1, seats: [0, 1, 2, 3, 4] }]), { seed: 2 });
  await makeRun('exploiter', tiny(), { seed: 3, exploits });
});

const FILE = 'docs/results/harvest/scenarios-ppo.json';
const report = () => scenarioReportSchema.parse(JSON.parse(readFileSync(join(scratch(), FILE), 'utf8')));
const evaluate = (...flags: string[]) =>
  run('results', 'evaluate', '--runs', 'runs/own', '--episodes', '1', ...flags);

describe('results evaluate', () => {
  test('[RS8] plays the tests, keeps them by ids, draws frames, and plays nothing twice', async () => {
    const tests = ['--tests', 'self-play,zappers,racers,response', '--racers', 'runs/answer'];
    const first = await evaluate(...tests);
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(
      /^docs\/results\/harvest\/scenarios-ppo\.json, docs\/results\/harvest\/frames-ppo\.svg: 1 seeds, 3 tests played, 0 known before, 1 without strangers, /,
    );
    const [seed] = report().seeds;
    expect(seed!.tests.map(({ test }) => test)).toEqual(['self-play', 'zappers', 'racers']);
    const [alone, zappers, racers] = seed!.tests;
    expect(alone).toMatchObject({ episodes: 1, others: null, background: [] });
    expect(alone!.bushesCurve).toHaveLength(101);
    expect(alone!.bushesCurve[0]).toBe(6);
    expect(zappers!.normalised.paper).not.toBeNull();
    expect(racers!.background[0]).toMatch(/^agent:[0-9a-f]{12}$/);
    expect(racers!.normalised).toEqual({ paper: null, own: null });
    expect(readFileSync(join(scratch(), FILE), 'utf8')).not.toContain(scratch());
    expect(readFileSync(join(scratch(), 'docs/results/harvest/frames-ppo.svg'), 'utf8')).toMatch(
      /^<svg .*PPO, seed 4/s,
    );

    const before = report();
    const second = await evaluate(...tests, '--responses', 'runs/answer', 'runs/exploiter');
    expect(second.stdout).toContain('1 tests played, 3 known before, 0 without strangers');
    expect(report().seeds[0]!.tests.slice(0, 3)).toEqual(before.seeds[0]!.tests);
    // Best responses are found by what they were trained against, wherever that lies now.
    const { test: name, background } = report().seeds[0]!.tests[3]!;
    expect({ name, count: background.length }).toEqual({ name: 'response', count: 2 });
    expect(background).toEqual(expect.arrayContaining(racers!.background));
  });

  test('[RS8] --as names the files, here and of results collect', async () => {
    await evaluate('--as', 'beta-0.5', '--tests', 'zappers');
    const named = JSON.parse(
      readFileSync(join(scratch(), 'docs/results/harvest/scenarios-beta-0.5.json'), 'utf8'),
    ) as unknown;
    expect(scenarioReportSchema.parse(named).algorithm).toBe('ppo');
    const collected = await run('results', 'collect', '--runs', 'runs/own', '--as', 'beta-0.5');
    expect(collected.stdout).toBe('docs/results/harvest/beta-0.5.json: 1 of 1 finished (seeds 4)\n');
  });

  test('[RS8] says what is wrong with the flags', async () => {
    expect(await run('results', 'evaluate')).toMatchObject({ code: 2 });
    expect(await evaluate('--tests', 'tea')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--tests: expected some of self-play, zappers'),
    });
    expect(await evaluate('--as', '../x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--as: expected small letters'),
    });
  });
});
