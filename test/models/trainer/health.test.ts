import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { RunStore } from '../../../models/trainer/runStore.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { trainLoop } from '../../../models/trainer/trainLoop.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

jest.setTimeout(60_000);
afterAll(removeTemporaryFolders);

describe('a run that breaks', () => {
  test('[TR3] a planted NaN ends it at once, with the weights from before', async () => {
    const config = makeTinyConfig();
    const game = gameById('ipd');
    const run = startTrainingRun({ config, game, seed: 1, createNetwork: createWasmNetwork });
    const { network } = run.learner.actor;
    let before = new Float32Array(0);
    const end = await trainLoop({
      game,
      run,
      store: new RunStore(makeRunFolder(config), run),
      until: { iterations: 12 },
      agentStepsPerIteration: 64,
      secondsBefore: 0,
      seconds: () => 0,
      breathe({ metrics }) {
        if (metrics.iteration === 5) {
          before = network.parameters.slice();
          network.parameters[17] = Number.NaN;
        }
        return Promise.resolve('go-on');
      },
    });
    expect(end).toMatchObject({ kind: 'broken', good: { iteration: 5 } });
    expect(end.reason).toMatch(/^iteration 6: expected finite numbers, got NaN/);
    expect(end.good.networks['actor']?.parameters).toEqual(before);
  });

  test('[TR3] a rate that no float bears ends it, and what is kept is finite and can be loaded', async () => {
    const config = makeTinyConfig({ actorRate: 1e38, finalRate: 1, critic: { warmUp: 3 } });
    const folder = makeRunFolder(config);
    const result = await trainJob(makeJob(folder));
    expect(result).toMatchObject({ kind: 'broken', iterations: 5 });
    const { meta } = await loadCheckpoint(join(folder, 'checkpoint'));
    expect(meta.id).toBe(result.agent?.id);
    expect(meta.training.iterations).toBe(4);
    const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { iteration: number }).iteration)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  test('[TR3] a policy whose entropy stays below the floor for so long has collapsed', async () => {
    const config = makeTinyConfig({ collapse: { entropy: 5, iterations: 4 } });
    const result = await trainJob(makeJob(makeRunFolder(config)));
    expect(result).toMatchObject({ kind: 'broken', iterations: 4 });
    expect(result.reason).toMatch(/collapsed.*below 5 nats for 4 iterations/);
  });

  test('[TR3] a continuous policy has no such floor', async () => {
    const config = makeTinyConfig({ game: 'negotiation', collapse: { entropy: 1e9, iterations: 1 } });
    expect(await trainJob(makeJob(makeRunFolder(config)))).toMatchObject({
      kind: 'finished',
      iterations: 12,
    });
  });
});
