import type { ActionSpace } from '../../shared/game.ts';
import type { LearnableGame } from '../../shared/learnableGame.ts';
import type { TrainingConfig } from '../config.ts';
import { META_INPUTS } from '../exact/metaGame.ts';
import { createLearner, type Learner } from '../learner.ts';
import { groupOf } from '../networks/layout.ts';
import { createWasmNetwork } from '../networks/wasmNetwork.ts';
import { META } from './metaParameters.ts';

/** Logits of the chances to cooperate: from 0.0025 to 0.9975. */
const STRATEGIES: ActionSpace = {
  kind: 'box',
  names: ['start', 'CC', 'CD', 'DC', 'DD'],
  low: -6,
  high: 6,
};

interface MetaTable {
  /** That it has in a game of learning. */
  readonly seats: 1 | 2;
  /** That there is room for; left out: those of the config. */
  readonly games?: number;
}

/**
 * A fresh learner of the game of learning, whose policy chooses strategies.
 * @throws RangeError without settings `meta`
 */
export function createMetaLearner({ config, seed }: Learner, { seats, games }: MetaTable): Learner {
  const settings = metaConfig(config);
  const shape = metaShape(config, seats);
  return createLearner({ ...settings, games: games ?? settings.games }, shape, seed, createWasmNetwork);
}

/**
 * The one that was kept: all of it that lasts is among the actor's parameters, and in its optimiser, of a learner of
 * strategies, where nothing else uses this place.
 */
export function openMetaLearner(learner: Learner, table: MetaTable): Learner {
  const meta = createMetaLearner(learner, table);
  for (const [inner, outer] of statesOf(meta.actor, learner.actor)) inner.set(outer);
  meta.actor.adam.updates = learner.actor.adam.updates;
  meta.iteration = learner.iteration;
  return meta;
}

/** Keeps what it has become. */
export function keepMetaLearner(meta: Learner, { actor }: Learner): void {
  for (const [inner, outer] of statesOf(meta.actor, actor)) outer.set(inner);
  actor.adam.updates = meta.actor.adam.updates;
}

/** Parameters and the optimiser's means, and where they are kept. */
function statesOf(
  inner: Learner['actor'],
  outer: Learner['actor'],
): readonly (readonly [Float32Array, Float32Array])[] {
  const { offset, columns } = groupOf(outer.network.layout, META);
  const pair = (one: Float32Array, other: Float32Array) =>
    [one, other.subarray(offset, offset + columns)] as const;
  return [
    pair(inner.network.parameters, outer.network.parameters),
    pair(inner.adam.engine.mean, outer.adam.engine.mean),
    pair(inner.adam.engine.square, outer.adam.engine.square),
  ];
}

function metaConfig(config: TrainingConfig): TrainingConfig {
  const { meta } = config;
  if (meta === undefined) throw new RangeError('expected settings meta, got none');
  const { games, steps, gamma, lambda, entropy, encoder } = meta;
  return {
    ...config,
    algorithm: 'ppo',
    games,
    steps,
    gamma,
    lambda,
    entropy,
    network: {
      kind: 'gru',
      sharing: 'shared',
      reads: 'observation',
      criticReads: 'the same',
      encoder,
      memory: 0,
      actorLayers: [],
      criticLayers: [],
    },
    critic: { ...config.critic, targetRate: 1, warmUp: 0 },
    advantages: 'standardised',
  };
}

function metaShape({ meta }: TrainingConfig, seats: number): LearnableGame {
  return {
    numSeats: seats,
    actions: STRATEGIES,
    defaultAction: [0, 0, 0, 0, 0],
    observation: { shape: [META_INPUTS], dtype: 'float32', low: 0, high: 1 },
    maxSteps: meta?.steps ?? 1,
    pace: { kind: 'turns', seconds: 1 },
  };
}
