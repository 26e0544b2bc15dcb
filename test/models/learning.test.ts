import { expect, test } from '@jest/globals';
import { IPD_SITUATIONS, probeIpd } from '../../models/evaluation/ipdProbe.ts';
import { trainingConfig } from '../../models/config.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import { startTrainingRun } from '../../models/trainer/trainingRun.ts';
import { gameById } from '../../shared/games/registry.ts';

async function probeAfter(algorithm: string, iterations: number) {
  const config = trainingConfig.parse({
    game: 'ipd',
    algorithm,
    games: 32,
    steps: 16,
    iterations,
    gamma: 0.9,
    actorRate: 3e-3,
    criticRate: 5e-3,
    entropy: 0.05,
    network: { encoder: [16], memory: 16 },
    critic: { warmUp: 10 },
  });
  const run = startTrainingRun({
    config,
    game: gameById('ipd'),
    seed: 1,
    createNetwork: createWasmNetwork,
  });
  for (let i = 0; i < iterations; i += 1) await run.iterate();
  return probeIpd({ learner: run.learner, createNetwork: createWasmNetwork, games: 64, seed: 2 });
}

test.each(['actor-critic', 'ppo'])(
  '[LN30] %s learns to defect in every situation (seed 1)',
  async (algorithm) => {
    const cooperation = await probeAfter(algorithm, 120);
    // A situation that never arose has no share.
    const shares = IPD_SITUATIONS.map((situation) => cooperation[situation]).filter((x) => !Number.isNaN(x));
    expect(Math.max(...shares)).toBeLessThan(0.15);
  },
);

test.each(['actor-critic-summed', 'ppo-summed'])(
  '[LN30] %s learns to cooperate in every situation (seed 1)',
  async (algorithm) => {
    const cooperation = await probeAfter(algorithm, 120);
    const shares = IPD_SITUATIONS.map((situation) => cooperation[situation]).filter((x) => !Number.isNaN(x));
    expect(Math.min(...shares)).toBeGreaterThan(0.7);
  },
);
