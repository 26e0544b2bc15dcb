import { describe, expect, test } from '@jest/globals';
import { readTable } from '../../../models/algorithms/memoryOneNetwork.ts';
import type { TrainingConfig } from '../../../models/config.ts';
import { memoryOneValue } from '../../../models/exact/memoryOneValue.ts';
import { chances } from '../../../models/exact/lookahead.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { modelledChances } from '../../../models/returns/modelledChance.ts';
import { configFile, readConfig } from '../../../models/trainer/findConfig.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { expectClose } from '../../fixtures/close.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';

const runOf = (config: TrainingConfig) =>
  startTrainingRun({ config, game: gameById(config.game), seed: 1, createNetwork: createWasmNetwork });
const committed = (algorithm: string, more: Partial<TrainingConfig> = {}): TrainingConfig => ({
  ...readConfig(configFile({ game: 'ipd', algorithm, profile: 'cpu' })),
  ...more,
});

describe('LOQA', () => {
  test('[LN47] the model of the other is a softmax of the return that came and the estimates of other actions', () => {
    // e^1 / (e^1 + e^0), then e^-2 / (e^-2 + e^2): the estimate of the action that was taken does not count.
    const input = {
      advantages: Float64Array.of(1, -1),
      excess: Float64Array.of(9, 0, 1, 9),
      actions: Float64Array.of(0, 1),
    };
    expectClose(modelledChances({ ...input, beta: 1 }), [0.7310586, 0.1192029]);
    expectClose(modelledChances({ ...input, beta: 2 }), [0.880797, 0.0179862]);
    expectClose(modelledChances({ ...input, beta: 0 }), [0.5, 0.5]);
  });

  test('[LN47] it wants two seats with discrete actions and whole rollouts', () => {
    expect(() => runOf(makeTinyConfig({ game: 'negotiation', algorithm: 'loqa', luck: [3, 4, 5] }))).toThrow(
      'loqa: expected a game with discrete actions',
    );
    expect(() => runOf(makeTinyConfig({ algorithm: 'loqa', ppo: { minibatches: 2 } }))).toThrow(
      'one minibatch',
    );
  });
});

describe('exact gradients', () => {
  test.each(['lola', 'pola', 'exact-gradient'])(
    '[LX4] %s: the networks hold the strategy and its values, whatever was played',
    async (algorithm) => {
      const config = committed(algorithm);
      const run = runOf(config);
      await run.iterate();
      await run.iterate();
      const { actor, critic } = run.learner;
      const p = chances(readTable(actor.network, 'actor'));
      const { ahead } = memoryOneValue(p, p, { payoffs: [-1, -3, 0, -2], gamma: config.gamma });
      expectClose(readTable(critic.network, 'critic'), ahead, 1e-4);
      // One forward pass in all five situations: start, CC, CD, DC, DD.
      const seen = [[0, 0, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1]]; // prettier-ignore
      actor.network.observations.fill(0);
      actor.network.observations.set(seen.flat());
      await actor.network.forwardStep(0);
      const { width } = actor.network.layout.heads.actor as { readonly width: number };
      const logits = actor.network.outputs('actor');
      expectClose(
        chances(seen.map((_, k) => (logits[k * width] as number) - (logits[k * width + 1] as number))),
        p,
        1e-5,
      );
    },
  );

  test('[LX4] they say what they would have to be given', () => {
    expect(() => runOf(committed('lola', { entropy: 0.1 }))).toThrow('lola: expected entropy 0, got 0.1');
    expect(() => runOf(makeTinyConfig({ algorithm: 'lola' }))).toThrow('without a memory');
    expect(() => runOf(makeTinyConfig({ game: 'coin', algorithm: 'pola' }))).toThrow('the game ipd');
  });
});
