import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ALGORITHMS } from '../../models/algorithms/registry.ts';
import { trainingConfig, type TrainingConfig } from '../../models/config.ts';
import { openBackend } from '../../models/backend.ts';
import type { CreateNetwork } from '../../models/learner.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import { startTrainingRun, type TrainingRun } from '../../models/trainer/trainingRun.ts';
import { gameById } from '../../shared/games/registry.ts';
import { handles } from '../fixtures/handles.ts';
import { PRESENT_KERNELS } from '../fixtures/ownKernels.ts';

const CONFIGS = new URL('../../models/configs/', import.meta.url);

/** A small run that still exercises warm-up, the pool and several updates. */
function makeConfig(overrides: Record<string, unknown> = {}): TrainingConfig {
  return trainingConfig.parse({
    game: 'ipd',
    algorithm: 'advantage-alignment',
    games: 8,
    steps: 6,
    iterations: 8,
    gamma: 0.9,
    actorRate: 1e-3,
    criticRate: 3e-3,
    entropy: 0.1,
    network: { encoder: [16], memory: 16 },
    critic: { warmUp: 1 },
    alignment: { beta: 1 },
    pool: { share: 0.5, every: 1 },
    ...overrides,
  });
}

async function train(config: TrainingConfig, seed = 1, create: CreateNetwork = createWasmNetwork) {
  const run = startTrainingRun({ config, game: gameById(config.game), seed, createNetwork: create });
  for (let i = 0; i < config.iterations; i += 1) await run.iterate();
  return run;
}

const parametersOf = ({ learner }: TrainingRun): number[] => [
  ...learner.actor.network.parameters,
  ...learner.critic.network.parameters,
  ...learner.target.parameters,
];

describe('training', () => {
  test.each(PRESENT_KERNELS)(
    '[LN21] on %s the same seed gives the same parameters bit for bit after 100 updates, another seed others',
    async (_name, create) => {
      const config = makeConfig({ iterations: 100 });
      const first = parametersOf(await train(config, 1, create));
      expect(parametersOf(await train(config, 1, create))).toEqual(first);
      expect(parametersOf(await train(config, 2, create))).not.toEqual(first);
    },
  );

  const shared = { sharing: 'shared', encoder: [16, 16], memory: 16, actorLayers: [16], criticLayers: [16] };
  const games = [
    ['ipd', {}],
    ['coin', {}],
    ['negotiation', { network: shared, luck: [3, 4, 5] }],
  ] as const;
  const pairs = Object.keys(ALGORITHMS).flatMap((algorithm) =>
    games
      .filter(([game, more]) => handles(makeConfig({ game, algorithm, ...more })))
      .map(([game, more]) => ({ algorithm, game, more })),
  );

  test.each(pairs)('[LN22] $algorithm on $game moves actor and critic and stays finite', async (pair) => {
    const { algorithm, game, more } = pair;
    const config = makeConfig({ game, algorithm, ...more });
    const start = parametersOf(await train({ ...config, iterations: 0 }));
    const end = parametersOf(await train(config));
    expect(end.every(Number.isFinite)).toBe(true);
    expect(end).not.toEqual(start);
  });

  test.each(pairs)(
    '[LN22] one update of $algorithm on $game agrees on kernels and cpu within 1e-3',
    async (pair) => {
      const { algorithm, game, more } = pair;
      const config = makeConfig({ game, algorithm, ...more, critic: { warmUp: 0 }, iterations: 1, steps: 4 });
      const start = parametersOf(await train({ ...config, iterations: 0 }));
      const { createNetwork } = await openBackend('cpu');
      const moved = async (create: CreateNetwork) =>
        parametersOf(await train(config, 1, create)).map((x, i) => x - start[i]!);
      const [kernels, cpu] = [await moved(createWasmNetwork), await moved(createNetwork)];
      const gap = Math.hypot(...kernels.map((x, i) => x - cpu[i]!)) / Math.hypot(...cpu);
      expect(gap).toBeLessThan(1e-3);
    },
  );

  test('[LN23] only the critic learns while it warms up', async () => {
    const config = makeConfig({ critic: { warmUp: 4 }, iterations: 3 });
    const start = await train({ ...config, iterations: 0 });
    const end = await train(config);
    expect(end.learner.actor.network.parameters).toEqual(start.learner.actor.network.parameters);
    expect(end.learner.critic.network.parameters).not.toEqual(start.learner.critic.network.parameters);
  });

  test('[LN24] rows of past selves are played and never learned from', async () => {
    const run = await train(makeConfig({ iterations: 2 }));
    const { rollout } = await run.iterate();
    const learned = [...rollout.learnable.subarray(0, rollout.rows)];
    expect(learned).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(rollout.playing.every((x) => x === 1)).toBe(true);
  });

  test('[LN42] a critic reads what the actor reads', async () => {
    const run = await train(makeConfig({ iterations: 2 }));
    const { rollout } = await run.iterate();
    expect(rollout.criticInputs).toBe(rollout.observations);
    const { observations } = run.learner.critic.network;
    const inputs = observations.length / (rollout.rows * (rollout.steps + 1));
    const read = Array.from(observations, (_, i) => {
      const [cell, place] = [Math.floor(i / inputs), i % inputs];
      const row = rollout.order[cell % rollout.rows] as number;
      return rollout.observations[(cell - (cell % rollout.rows) + row) * inputs + place];
    });
    expect([...observations]).toEqual(read);
    expect(rollout.observations.some((x) => x !== 0)).toBe(true);
  });

  test('[LN24] a game that the rules end early leaves steps that nobody learns from', async () => {
    const config = makeConfig({ params: { continuation: 0.3 }, pool: { share: 0 } });
    const run = await train({ ...config, iterations: 0 });
    const { rollout } = await run.iterate();
    const { terminated, learnable, playing, rows, steps } = rollout;
    for (let row = 0; row < rows; row += 1) {
      let over = false;
      for (let t = 0; t < steps; t += 1) {
        const cell = t * rows + row;
        expect(playing[cell]).toBe(over ? 0 : 1);
        expect(learnable[cell]).toBe(over ? 0 : 1);
        over ||= terminated[cell] === 1;
      }
    }
    expect(playing).toContain(0);
  });

  const files = readdirSync(CONFIGS, { recursive: true, encoding: 'utf8' }).filter((f) =>
    f.endsWith('.json'),
  );
  test.each(files)('[LN25] config %s is valid and named after its game and algorithm', (file) => {
    const config = trainingConfig.parse(JSON.parse(readFileSync(new URL(file, CONFIGS), 'utf8')));
    expect(file.startsWith(`${config.game}/${config.algorithm}.`)).toBe(true);
    gameById(config.game).params.parse(config.params);
  });
});
