import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openBackend, type Backend } from '../../../models/backend.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { makeTinyCommons, TINY_GTRXL } from '../../fixtures/makeRun.ts';

jest.setTimeout(60_000);

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm');
});

const config = makeTinyCommons({ network: TINY_GTRXL, opponents: [] });
const game = gameById('harvest');

describe('training a gated transformer', () => {
  test('[GX10] memories go on over the ends of rollouts, and the optimiser begins with what was remembered in play', async () => {
    const { createNetwork } = backend;
    const run = startTrainingRun({ config, game, seed: 3, createNetwork });
    const { head, actor } = run.learner;
    const { layout } = actor.network;
    let carried = 0;
    for (let iteration = 0; iteration < 6; iteration += 1) {
      const before = actor.network.parameters.slice();
      const { rollout } = await run.iterate();
      const { rows, steps, memories, starts } = rollout;
      const again = createNetwork(layout, { rows, steps });
      again.parameters.set(before);
      again.observations.set(rollout.observations.subarray(0, again.observations.length));
      again.initialMemory.set(memories);
      await again.forward();
      const { width } = layout.heads.actor!;
      for (let cell = 0; cell < rows * steps; cell += 1) {
        if (rollout.learnable[cell] === 0) continue;
        const from = { outputs: again.outputs('actor'), offset: cell * width, free: new Float32Array(0) };
        const probability = head.probabilities(from)![rollout.decisions[cell]!]!;
        expect(Math.log(probability)).toBeCloseTo(rollout.logProbs[cell]!, 4);
      }
      for (let row = 0; row < rows; row += 1) {
        const count = memories[(row + 1) * again.memoryLength - 1]!;
        expect(count > 0).toBe(starts[row] === 0);
        carried += Number(count > 0);
      }
    }
    expect(carried).toBeGreaterThan(20);
  });
});
