import type { GameSpec } from '../shared/game.ts';
import { observationLength } from '../shared/game.ts';
import type { Seed } from '../shared/random.ts';
import type { TrainingConfig } from './config.ts';
import { actionHeadFor, type ActionHead } from './networks/actionHead.ts';
import { startAdam, type AdamState, type RatedStretch } from './networks/adam.ts';
import { initialise } from './networks/initialise.ts';
import { groupOf, layOut, type NetworkLayout, type NetworkSpec } from './networks/layout.ts';
import { ALONE, type Team } from './team.ts';
import type { NetworkShape, RecurrentNetwork } from './networks/network.ts';

/** A network in training. */
export interface Trained {
  readonly network: RecurrentNetwork;
  readonly adam: AdamState;
  /** At the full learning rate. */
  readonly stretches: readonly RatedStretch[];
}

/** Everything that learning changes. Rows are seats of games side by side, [B * S]. */
export interface Learner {
  readonly config: TrainingConfig;
  readonly head: ActionHead;
  /** Head 'actor', T steps; T + 1 if it is shared with the critic. */
  readonly actor: Trained;
  /** Head 'critic', T + 1 steps; the same object as `actor` if they share. */
  readonly critic: Trained;
  /** Follows the critic slowly; its values are what the critic learns from. */
  readonly target: RecurrentNetwork;
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
  spec: GameSpec,
  seed: Seed,
  createNetwork: CreateNetwork,
  team: Team = ALONE,
): Learner {
  const head = actionHeadFor(spec.actions);
  const { actor, critic } = layoutsFor(config, spec, head);
  const rows = config.games * spec.numSeats;
  const start = (layout: NetworkLayout, name: string, steps: number): Trained => {
    const network = createNetwork(layout, { rows, steps });
    network.parameters.set(initialise(layout, seed, name));
    return { network, adam: startAdam(layout.length), stretches: stretchesOf(layout, config) };
  };
  const trainedCritic = start(critic, 'critic', config.steps + 1);
  const target = createNetwork(critic, { rows, steps: config.steps + 1 });
  target.parameters.set(trainedCritic.network.parameters);
  const shared = config.network.sharing === 'shared';
  const trainedActor = shared ? trainedCritic : start(actor, 'actor', config.steps);
  return { config, head, actor: trainedActor, critic: trainedCritic, target, team, iteration: 0 };
}

/** Layouts of actor and critic: one and the same if they share. */
export function layoutsFor(
  config: TrainingConfig,
  spec: GameSpec,
  head: ActionHead,
): { readonly actor: NetworkLayout; readonly critic: NetworkLayout } {
  const { sharing, encoder, memory, actorLayers, criticLayers } = config.network;
  const trunk = { inputs: observationLength(spec), encoder, memory };
  const actor = { actor: { layers: actorLayers, outputs: head.outputs } };
  const critic = { critic: { layers: criticLayers, outputs: 1 } };
  const free: Pick<NetworkSpec, 'free'> = head.free > 0 ? { free: { [FREE]: head.free } } : {};
  if (sharing === 'shared') {
    const layout = layOut({ ...trunk, heads: { ...actor, ...critic }, ...free });
    return { actor: layout, critic: layout };
  }
  return { actor: layOut({ ...trunk, heads: actor, ...free }), critic: layOut({ ...trunk, heads: critic }) };
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
