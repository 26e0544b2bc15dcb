import { afterAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunConfig, writeRunConfig } from '../../../models/trainer/runFolder.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { trainSideBySide, type SideBySideOptions } from '../../../models/trainer/trainSideBySide.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

function sideBySide(folders: readonly string[], overrides: Partial<SideBySideOptions> = {}) {
  return trainSideBySide({
    folders,
    parallel: 2,
    directory: temporaryFolder(),
    codeVersion: '0.0.0-test',
    onProgress: () => undefined,
    onEnd: () => undefined,
    ...overrides,
  });
}

const metricsOf = (folder: string): string => readFileSync(join(folder, 'metrics.jsonl'), 'utf8');
const weightsOf = (folder: string): string =>
  readFileSync(join(folder, 'checkpoint', 'weights.safetensors'), 'latin1');

/** Far more than anyone waits for. */
const ENDLESS = { iterations: 1_000_000_000 };

test('[TR5] a seed that crashes or is killed takes no other along, and goes on byte for byte', async () => {
  const config = makeTinyConfig({ finalRate: 1 });
  const killed = makeRunFolder(config, { until: ENDLESS });
  const wrong = makeRunFolder(config, { rulesVersion: 999 });
  const fine = makeRunFolder(config, { seed: 3 });
  let isKilled = false;
  const { outcomes } = sideBySide([killed, wrong, fine], {
    onProgress(index) {
      // What it said before its death may come after it.
      if (index !== 0 || isKilled) return;
      isKilled = true;
      process.kill(Number(readFileSync(join(killed, 'lock'), 'utf8')), 'SIGKILL');
    },
  });
  const [first, second, third] = await outcomes;
  expect(first).toEqual({ kind: 'crashed', reason: 'its process was killed by SIGKILL' });
  expect(second).toMatchObject({
    kind: 'crashed',
    reason: expect.stringMatching(/expected a run under rules/),
  });
  expect(third).toMatchObject({ kind: 'ended', result: { kind: 'finished', seed: 3, iterations: 12 } });

  const until = { iterations: 40 };
  writeRunConfig(killed, { ...readRunConfig(killed), until });
  const straight = makeRunFolder(config, { until });
  await trainJob(makeJob(killed));
  await trainJob(makeJob(straight));
  expect(metricsOf(killed)).toBe(metricsOf(straight));
  expect(weightsOf(killed)).toBe(weightsOf(straight));
});

test('[TR5] told to stop, running seeds save and end, and others do not begin', async () => {
  const config = makeTinyConfig();
  const folders = [
    makeRunFolder(config, { until: ENDLESS }),
    makeRunFolder(config, { seed: 2, until: ENDLESS }),
  ];
  let stop: () => void = () => undefined;
  const running = sideBySide(folders, { parallel: 1, onProgress: () => stop() });
  stop = () => running.stop();
  const [first, second] = await running.outcomes;
  expect(first).toMatchObject({ kind: 'ended', result: { kind: 'stopped', agent: null } });
  expect(second).toEqual({ kind: 'not begun' });
});

test('[TR5] two processes never train in one folder', async () => {
  const folder = makeRunFolder(makeTinyConfig());
  let refusal: unknown;
  const breathe = async () => {
    refusal ??= await trainJob(makeJob(folder)).catch((error: unknown) => error);
    return 'go-on' as const;
  };
  expect(await trainJob(makeJob(folder, { breathe }))).toMatchObject({ kind: 'finished' });
  expect(String(refusal)).toMatch(/expected a run that nobody trains, but process \d+ does/);
});
