import { describe, expect, test } from '@jest/globals';
import { readTable } from '../../../models/algorithms/memoryOneNetwork.ts';
import { createMetaLearner } from '../../../models/algorithms/metaLearner.ts';
import { playMeta } from '../../../models/algorithms/metaPlay.ts';
import { ALGORITHMS } from '../../../models/algorithms/registry.ts';
import type { TrainingConfig } from '../../../models/config.ts';
import { chances } from '../../../models/exact/lookahead.ts';
import { memoryOneValue } from '../../../models/exact/memoryOneValue.ts';
import { metaStep } from '../../../models/exact/metaGame.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { configFile, readConfig } from '../../../models/trainer/findConfig.ts';
import { learnerState, restoreLearner } from '../../../models/trainer/learnerState.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { expectClose } from '../../fixtures/close.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';

type Shaper = 'mfos' | 'mfos-self';

const committed = (algorithm: Shaper, more: Partial<TrainingConfig> = {}): TrainingConfig => ({
  ...readConfig(configFile({ game: 'ipd', algorithm, profile: 'cpu' })),
  ...more,
});
const small = (algorithm: Shaper): TrainingConfig => {
  const config = committed(algorithm);
  return { ...config, meta: { ...config.meta!, games: 3, steps: 4 } };
};
const runOf = (config: TrainingConfig, seed = 1) =>
  startTrainingRun({ config, game: gameById(config.game), seed, createNetwork: createWasmNetwork });
const game = { payoffs: [-1, -3, 0, -2], gamma: 0.96 };

describe('games of learning', () => {
  test('[LX7] each seat sees the chances of both, its own first, and gets what the inner game gives it', async () => {
    const { learner } = runOf(small('mfos-self'));
    const meta = createMetaLearner(learner, { seats: 2 });
    const options = { seats: 2, rate: 1, games: 3, game, choice: 'drawn' } as const;
    const { rollout, others, last } = await playMeta(meta, { ...options, rng: new RandomStream(5, 'test') });
    const strategy = (cell: number) => meta.head.action(rollout.decisions, cell * 5) as number[];
    const seen = (cell: number) => [...rollout.observations.subarray(cell * 10, cell * 10 + 10)];
    for (let t = 1; t <= 4; t += 1) {
      const [own, other] = [strategy((t - 1) * 6 + 2), strategy((t - 1) * 6 + 3)];
      expectClose(seen(t * 6 + 2), [...chances(own), ...chances(other)], 1e-6);
      expectClose(seen(t * 6 + 3), [...chances(other), ...chances(own)], 1e-6);
      const { rewards } = metaStep([own, other], game, 0);
      expectClose([...rollout.rewards.subarray((t - 1) * 6 + 2, (t - 1) * 6 + 4)], rewards, 1e-6);
      expect(others[(t - 1) * 3 + 1]).toBeCloseTo(rewards[1], 6);
    }
    expect(last).toEqual([18, 19, 20, 21, 22, 23].map(strategy));
    const isLast = Array.from({ length: 24 }, (_, cell) => (cell < 18 ? 0 : 1));
    expect([...rollout.truncated]).toEqual(isLast);
  });

  test('[LX7] a naive learner in the other seat goes on from what it has learned', async () => {
    const { learner } = runOf(small('mfos'));
    const meta = createMetaLearner(learner, { seats: 1 });
    const start = [[0, 0, 0, 0, 0], [1, 1, 1, 1, 1]] as const; // prettier-ignore
    const options = { seats: 1, rate: 1, games: 3, game, choice: 'likeliest', start } as const;
    const { rollout, others } = await playMeta(meta, { ...options, rng: new RandomStream(5, 'test') });
    let other: readonly number[] = start[1];
    for (let t = 0; t < 4; t += 1) {
      expectClose([...rollout.observations.subarray(t * 30 + 5, t * 30 + 10)], chances(other), 1e-6);
      const step = metaStep([meta.head.action(rollout.decisions, t * 15) as number[], other], game, 1);
      expectClose([rollout.rewards[t * 3] as number, others[t * 3] as number], step.rewards, 1e-6);
      other = step.learned;
    }
  });
});

describe('M-FOS', () => {
  test.each<Shaper>(['mfos', 'mfos-self'])(
    '[LX7] %s: a run goes on from what its learner holds, and the networks play the strategy',
    async (algorithm) => {
      const config = small(algorithm);
      const [whole, rest] = [runOf(config), runOf(config)];
      await whole.iterate();
      await whole.iterate();
      restoreLearner(rest.learner, learnerState(whole.learner));
      await whole.iterate();
      await rest.iterate();
      const { actor, critic } = whole.learner;
      expect(rest.learner.actor.network.parameters).toEqual(actor.network.parameters);
      expect(rest.learner.actor.adam.updates).toBe(3 * config.ppo.epochs);
      const p = chances(readTable(actor.network, 'actor'));
      expectClose(readTable(critic.network, 'critic'), memoryOneValue(p, p, game).ahead, 1e-4);
    },
  );

  test('[LX7] it says what it would have to be given', () => {
    const { meta: _, ...without } = committed('mfos');
    expect(() => runOf(without)).toThrow('mfos: expected settings meta, got none');
    expect(() => runOf(makeTinyConfig({ algorithm: 'mfos' }))).toThrow('without a memory');
    expect(() => runOf(committed('mfos', { ppo: { range: 0.2, epochs: 1, minibatches: 2 } }))).toThrow(
      'one minibatch',
    );
  });

  const measured = async (algorithm: Shaper, iterations: number) => {
    const config = committed(algorithm);
    const meta = { ...config.meta!, games: 16, steps: 16, gamma: 0.9 };
    const run = runOf({ ...config, meta, iterations, actorRate: 0.01, criticRate: 0.01 });
    for (let i = 0; i < iterations; i += 1) await run.iterate();
    const own = (await ALGORITHMS[algorithm].measures?.(run.learner)) ?? [];
    return Object.fromEntries(
      own.map(({ name, values }) => [name, values.reduce((a, b) => a + b) / values.length]),
    );
  };

  test('[LX8] it learns to extort naive learners', async () => {
    const shaped = await measured('mfos', 40);
    expect(shaped['against naive learners']).toBeGreaterThan(-0.8);
    expect(shaped['naive learners against it']).toBeLessThan(-1.5);
  });

  test('[LX8] with itself it cooperates in the end, having met naive learners first', async () => {
    const { 'against itself in the game of learning': self } = await measured('mfos-self', 40);
    expect(self).toBeGreaterThan(-1.2);
  });
});
