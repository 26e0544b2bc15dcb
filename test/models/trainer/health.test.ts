import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { createLearner, freeParameters } from '../../../models/learner.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { RunStore } from '../../../models/trainer/runStore.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { Health } from '../../../models/trainer/health.ts';
import { trainLoop } from '../../../models/trainer/trainLoop.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

describe('a run that breaks', () => {
  test('[TR3] a planted NaN ends it at once, with the weights from before', async () => {
    const config = makeTinyConfig();
    const game = gameById('ipd');
    const run = startTrainingRun({ config, game, seed: 1, createNetwork: createWasmNetwork });
    const { network } = run.learner.actor;
    let before = new Float32Array(0);
    const end = await trainLoop({
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
    const config = makeTinyConfig({ actorRate: 1e37, finalRate: 1, critic: { warmUp: 3 } });
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
    expect(result.reason).toBe(
      'iteration 4: the policy has collapsed, for 4 iterations in a row its entropy was below 5 nats; give it more entropy (entropy, finalEntropy) or smaller steps (actorRate, alignment.beta), or other bounds if this is right (collapse)',
    );
  });

  test('[TR3] a continuous policy has no floor of entropy, and a fresh one shows no sign of a collapse', async () => {
    const config = makeTinyConfig({ game: 'negotiation', collapse: { entropy: 1e9, iterations: 1 } });
    expect(await trainJob(makeJob(makeRunFolder(config)))).toMatchObject({
      kind: 'finished',
      iterations: 12,
    });
  });

  test.each([
    [{ share: 1 }, /for 4 iterations in a row it tried less than 100 % of the range of actions;/],
    [
      { slack: 1 },
      /for 4 iterations in a row its means were at the ends .* less than 1 of a slope gets through;/,
    ],
  ])('[TR3] a continuous policy collapses by the bounds of its config: %j', async (bound, reason) => {
    const config = makeTinyConfig({ game: 'negotiation', collapse: { ...bound, iterations: 4 } });
    const result = await trainJob(makeJob(makeRunFolder(config)));
    expect(result).toMatchObject({ kind: 'broken', iterations: 4 });
    expect(result.reason).toMatch(reason);
  });
});

describe('signs of a collapse over continuous actions', () => {
  const stats = { criticLoss: 0, actorNorm: 0, entropy: 0 };
  /** The reason after one iteration of a policy with these means, before squashing, and this log-std. */
  function reasonFor(output: number, logStd: number, entropy: number): string | undefined {
    const config = makeTinyConfig({ game: 'negotiation', collapse: { iterations: 1 } });
    const game = gameById('negotiation');
    const learner = createLearner(config, game.spec(game.params.parse({})), 1, createWasmNetwork);
    learner.actor.network.outputs('actor').fill(output);
    freeParameters(learner.head, learner.actor.network)[0] = logStd;
    return new Health(learner).check({ ...stats, entropy });
  }

  test('[TR3] means: 1 - tanh(x)^2 is below a thousandth from x = 4.15 on', () => {
    expect(reasonFor(4.1, 0, 0)).toBeUndefined();
    expect(reasonFor(4.2, 0, 0)).toMatch(/its means were at the ends/);
    expect(reasonFor(-4.2, 0, 0)).toMatch(/its means were at the ends/);
  });

  test('[TR3] log-std: its floor is -2', () => {
    expect(reasonFor(0, -1.99, 0)).toBeUndefined();
    expect(reasonFor(0, -2, 0)).toMatch(/its log-std was at its floor/);
  });

  test('[TR3] entropy: 2.5 % of three numbers from 0 to 5 are 3 log(.125) = -6.24 nats', () => {
    expect(reasonFor(0, 0, -6.2)).toBeUndefined();
    expect(reasonFor(0, 0, -6.3)).toMatch(/it tried less than 2.5 % of the range of actions/);
  });
});
