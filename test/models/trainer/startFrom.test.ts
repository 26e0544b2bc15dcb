import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { agentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { findAgent } from '../../../models/checkpoints/agents.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { pastSelfName } from '../../../models/trainer/companies.ts';
import { readMetrics } from '../../../models/trainer/runFolder.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

const START = { critic: { warmUp: 2, start: 'zero' } };
/** So small that weights hardly move. */
const STILL = { ...START, actorRate: 1e-9, criticRate: 1e-9, finalRate: 1, iterations: 2 };

async function trained(directory: string, overrides: Record<string, unknown> = {}, seed = 1) {
  const folder = makeRunFolder(makeTinyConfig({ iterations: 3, ...overrides }), { seed });
  const result = await trainJob(makeJob(folder, { directory }));
  return result.agent?.id ?? '';
}

async function actorOf(id: string, directory: string): Promise<Float32Array> {
  const { folder } = await findAgent(`agent:${id}`, agentPlaces(directory));
  return (await loadCheckpoint(folder)).networks['actor']?.parameters ?? new Float32Array(0);
}

describe('training on from an agent', () => {
  test('[TR11] it starts with the parent’s weights, which the checkpoint names', async () => {
    const directory = temporaryFolder();
    const parent = await trained(directory);
    const folder = makeRunFolder(makeTinyConfig(STILL), { seed: 9, from: { parent, past: [] } });
    const child = (await trainJob(makeJob(folder, { directory }))).agent?.id ?? '';
    const [a, b] = [await actorOf(parent, directory), await actorOf(child, directory)];
    expect(child).not.toBe(parent);
    expect(Math.max(...a.map((x, i) => Math.abs(x - b[i]!)))).toBeLessThan(1e-6);
    const { meta } = await findAgent(`agent:${child}`, agentPlaces(directory));
    expect(meta.parent).toBe(parent);
  });

  test('[TR11] killed at any iteration and resumed equals straight through, also when the parent is gone', async () => {
    const directory = temporaryFolder();
    const [parent, elder] = [await trained(directory), await trained(directory, {}, 2)];
    const from = { parent, past: [elder] };
    const [straight, broken] = [0, 1].map(() => makeRunFolder(makeTinyConfig(START), { from }));
    await trainJob(makeJob(straight!, { directory }));
    const killed = makeJob(broken!, {
      directory,
      breathe({ metrics }) {
        if (metrics.iteration === 5) throw new Error('killed');
        return Promise.resolve('go-on');
      },
    });
    await expect(trainJob(killed)).rejects.toThrow('killed');
    rmSync(join(directory, 'data', 'agents'), { recursive: true });
    await trainJob(makeJob(broken!, { directory }));
    for (const file of ['metrics.jsonl', 'checkpoint/weights.safetensors', 'snapshots.f32']) {
      expect(readFileSync(join(broken!, file))).toEqual(readFileSync(join(straight!, file)));
    }
  });

  test('[TR11] a parent with other networks is refused', async () => {
    const directory = temporaryFolder();
    const parent = await trained(directory, { network: { encoder: [16], memory: 8 } });
    const folder = makeRunFolder(makeTinyConfig(START), { from: { parent, past: [] } });
    await expect(trainJob(makeJob(folder, { directory }))).rejects.toThrow(
      /expected a parent with a network actor like the config's/,
    );
  });
});

describe('what goes into an update', () => {
  test('[TR12] metrics tell the share of decisions by who made them, past selves by age', async () => {
    const directory = temporaryFolder();
    const parent = await trained(directory);
    const config = makeTinyConfig({
      ...START,
      pool: { share: 0.5, every: 1, capacity: 3, drawn: 1 },
      opponents: [{ player: 'scripted:always-defect', share: 0.25 }],
    });
    const folder = makeRunFolder(config, { from: { parent, past: [] } });
    await trainJob(makeJob(folder, { directory }));
    const metrics = readMetrics(folder);
    // Of 8 games with 2 seats: a past self in 4, a defector in 2, and in the rest the learner twice.
    expect(metrics[0]?.sources).toEqual({
      self: 0.625,
      'past selves from before': 0.25,
      'scripted:always-defect': 0.125,
    });
    expect(metrics.at(-1)?.sources).toMatchObject({ 'past selves under 10 ago': 0.25 });
  });

  test('[TR12] nobody is counted before there is a past', async () => {
    const folder = makeRunFolder(makeTinyConfig({ pool: { share: 0.5, every: 1 } }));
    await trainJob(makeJob(folder));
    expect(readMetrics(folder)[0]?.sources).toEqual({ self: 1 });
  });

  test.each([
    [undefined, 'past selves from before'],
    [0, 'past selves under 10 ago'],
    [9, 'past selves under 10 ago'],
    [10, 'past selves under 100 ago'],
    [999, 'past selves under 1000 ago'],
    [1000, 'past selves from 1000 ago'],
  ])('[TR12] a past self of age %s counts as %s', (age, name) => {
    expect(pastSelfName(age)).toBe(name);
  });
});
