import type { Seed } from '../shared/random.ts';
import { networkDemands } from './algorithms/networkDemands.ts';
import type { TrainingConfig } from './config.ts';
import { actionHeadFor, type ActionHead } from './networks/actionHead.ts';
import { startAdam, type AdamState, type RatedStretch } from './networks/adam.ts';
import { initialise } from './networks/initialise.ts';
import { groupOf, layOut, type NetworkLayout, type NetworkSpec } from './networks/layout.ts';
import { inputSpecs } from './rollout/inputs.ts';
import type { LearnableGame } from '../shared/learnableGame.ts';
import { ALONE, type Team } from './team.ts';
import type { NetworkShape, RecurrentNetwork } from './networks/network.ts';

/** A network in training. */
export interface Trained {
  /** Plays and estimates, and holds the parameters from one update to the next. */
  readonly network: RecurrentNetwork;
  /**
   * What the optimiser works with: `network` itself, which has all steps of a rollout, or one with room for a
   * minibatch; then `network` has room for a single step, or for all where `keepsChunks`.
   */
  readonly practice: RecurrentNetwork;
  readonly adam: AdamState;
  /** At the full learning rate. */
  readonly stretches: readonly RatedStretch[];
}

/** Everything that learning changes. Rows are seats of games side by side, [B * S]. */
export interface Learner {
  readonly config: TrainingConfig;
  readonly seed: Seed;
  readonly head: ActionHead;
  /** Head 'actor', T steps; T + 1 if it is shared with the critic. */
  readonly actor: Trained;
  /** Head 'critic', T + 1 steps; the same object as `actor` if they share. */
  readonly critic: Trained;
  /** Follows the critic slowly, or is the critic's network; its values are what the critic learns from. */
  readonly target: RecurrentNetwork;
  /** [N, H] of the critic, and of the target, before the next rollout's first step; empty unless it learns in minibatches. */
  readonly criticMemory: Float32Array;
  readonly targetMemory: Float32Array;
  /** Those that learn along, from other games of the same batch. */
  readonly team: Team;
  /** Iterations finished. */
  iteration: number;
}

export type CreateNetwork = (layout: NetworkLayout, shape: NetworkShape) => RecurrentNetwork;

/** Name of the free parameters of the action head. */
export const FREE = 'actor.free';

/** A learner with fresh parameters from the seed. */
export function createLearner(
  config: TrainingConfig,
  game: LearnableGame,
  seed: Seed,
  createNetwork: CreateNetwork,
  team: Team = ALONE,
): Learner {
  const head = actionHeadFor(game.actions);
  const { actor, critic } = layoutsFor(config, game, head);
  const rows = config.games * game.numSeats;
  const inParts = learnsInMinibatches(config);
  const start = (layout: NetworkLayout, name: string, steps: number): Trained => {
    const played = keepsChunks(config) ? steps : 1;
    const shape: NetworkShape = inParts ? { rows, steps: played, purpose: 'playing' } : { rows, steps };
    const network = createNetwork(layout, shape);
    network.parameters.set(initialise(layout, seed, name));
    const practice = inParts ? createNetwork(layout, minibatchShape(config, rows)) : network;
    return { network, practice, adam: startAdam(practice), stretches: stretchesOf(layout, config) };
  };
  const trainedCritic = start(critic, 'critic', config.steps + 1);
  const follows = config.critic.targetRate < 1;
  const target = follows
    ? createNetwork(critic, { ...trainedCritic.network.shape, purpose: 'playing' })
    : trainedCritic.network;
  target.parameters.set(trainedCritic.network.parameters);
  const shared = config.network.sharing === 'shared';
  const trainedActor = shared ? trainedCritic : start(actor, 'actor', config.steps);
  const memory = (): Float32Array => new Float32Array(inParts ? rows * target.memoryLength : 0);
  return {
    config,
    seed,
    head,
    actor: trainedActor,
    critic: trainedCritic,
    target,
    criticMemory: memory(),
    // Where the target is the critic's network it remembers what the critic does.
    targetMemory: follows ? memory() : new Float32Array(0),
    team,
    iteration: 0,
  };
}

/** Whether updates are made of parts of a rollout: in several steps, or because its networks keep single steps. */
export function learnsInMinibatches({ ppo, episodes }: TrainingConfig): boolean {
  return ppo.minibatches > 1 || episodes === 'carried';
}

/** Whether networks remember anything from one step to the next. */
export function hasMemory({ network }: TrainingConfig): boolean {
  const { kind, memory, criticMemory = memory } = network;
  return memory > 0 || criticMemory > 0 || kind === 'gtrxl';
}

/**
 * Whether the networks that play hold all steps of a rollout: where learning remembers what went into the layers,
 * handing that on with every step would compute keys and values anew each time.
 */
export function keepsChunks(config: TrainingConfig): boolean {
  return !learnsInMinibatches(config) || config.network.kind === 'gtrxl';
}

/**
 * Without a memory every cell of a rollout is a sequence of its own, otherwise every row is one.
 * @param rows N
 */
export function minibatchShape(config: TrainingConfig, rows: number): NetworkShape {
  const { steps, ppo } = config;
  const [sequences, length] = hasMemory(config) ? [rows, steps] : [rows * steps, 1];
  return { rows: Math.ceil(sequences / ppo.minibatches), steps: length, kept: rows * steps };
}

/** Layouts of actor and critic: one and the same if they share. */
export function layoutsFor(
  config: TrainingConfig,
  game: LearnableGame,
  head: ActionHead,
): { readonly actor: NetworkLayout; readonly critic: NetworkLayout } {
  const { sharing, encoder, memory, gtrxl, actorLayers, criticLayers } = config.network;
  const { criticMemory = memory } = config.network;
  const inputs = inputSpecs(config.network, game);
  const trunk = { encoder, memory, ...(gtrxl && { gtrxl }) };
  const actor = { actor: { layers: actorLayers, outputs: head.outputs } };
  const { criticOutputs, kept } = networkDemands(config.algorithm);
  const critic = { critic: { layers: criticLayers, outputs: 1 + (criticOutputs?.(head) ?? 0) } };
  const numbers = { ...(head.free > 0 && { [FREE]: head.free }), ...kept?.(config) };
  const free: Pick<NetworkSpec, 'free'> = Object.keys(numbers).length > 0 ? { free: numbers } : {};
  if (sharing === 'shared') {
    const layout = layOut({ ...inputs.actor, ...trunk, heads: { ...actor, ...critic }, ...free });
    return { actor: layout, critic: layout };
  }
  return {
    actor: layOut({ ...inputs.actor, ...trunk, heads: actor, ...free }),
    critic: layOut({ ...inputs.critic, ...trunk, memory: criticMemory, heads: critic }),
  };
}

/** The head's free parameters inside the actor's. */
export function freeParameters(head: ActionHead, network: RecurrentNetwork): Float32Array {
  if (head.free === 0) return new Float32Array(0);
  const { offset } = groupOf(network.layout, FREE);
  return network.parameters.subarray(offset, offset + head.free);
}

/** A shared trunk learns at the actor's rate, each head at its own. */
function stretchesOf(layout: NetworkLayout, config: TrainingConfig): RatedStretch[] {
  const criticOnly = layout.spec.heads.actor === undefined;
  return layout.groups.map(({ name, offset, rows, width }) => ({
    offset,
    length: rows * width,
    rate: criticOnly || name.startsWith('critic.') ? config.criticRate : config.actorRate,
  }));
}
