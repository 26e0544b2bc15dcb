import type { Action } from '../../shared/game.ts';
import type { Choice } from '../../shared/player.ts';
import type { Rng } from '../../shared/random.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { freeParameters } from '../learner.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { createWasmNetwork } from '../networks/wasmNetwork.ts';
import type { FrozenNetwork } from '../policy.ts';
import { policyParts } from './policyParts.ts';

/** What a policy remembers of one seat in one episode; never changed, so that it may be kept and gone back to. */
export interface AgentMemory {
  readonly actor: Float32Array;
  /** Undefined if the critic has no network of its own or does not compute. */
  readonly critic: Float32Array | undefined;
}

export interface AgentPolicy {
  /** Numbers of an observation. */
  readonly inputs: number;
  /** Numbers that its distribution over actions needs. */
  readonly outputs: number;
  /** Memory at the start of an episode. */
  begin(): AgentMemory;
  /** Draws an action.  @param observation [inputs] */
  decide(
    observation: ArrayLike<number>,
    memory: AgentMemory,
    rng: Rng,
  ): Choice & { readonly memory: AgentMemory };
}

/**
 * The policy of a checkpoint for one seat at a time; any number of seats may share it, their memories stay apart.
 * @param critic 'left-out': no values, which is faster where actor and critic are separate networks
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function createAgentPolicy(
  checkpoint: LoadedCheckpoint,
  critic: 'computed' | 'left-out',
): AgentPolicy {
  const { head, inputs, actor, critic: valuingNetwork } = policyParts(checkpoint);
  const acting = oneRow(actor);
  const valuing = critic === 'left-out' ? undefined : critics(valuingNetwork, actor, acting);
  const free = freeParameters(head, acting.network);
  const outputs = acting.network.outputs('actor');
  const stored = new Float32Array(head.stored);
  return {
    inputs,
    outputs: head.outputs,
    begin: () => ({
      actor: acting.begin(),
      critic: valuing === undefined || valuing === acting ? undefined : valuing.begin(),
    }),
    decide(observation, memory, rng) {
      const actorMemory = acting.step(observation, memory.actor);
      const from = { outputs, offset: 0, free };
      head.sample(from, rng, stored, 0);
      const action: Action = head.action(stored, 0);
      const probabilities = head.probabilities(from);
      const criticMemory = memory.critic && valuing?.step(observation, memory.critic);
      const value = valuing?.network.outputs('critic')[0];
      return {
        action,
        memory: { actor: actorMemory, critic: criticMemory },
        ...(probabilities && { probabilities }),
        ...(value !== undefined && { value }),
      };
    },
  };
}

/** A network over one row and one step. */
interface OneRow {
  readonly network: RecurrentNetwork;
  begin(): Float32Array;
  /** @returns the memory after the step */
  step(observation: ArrayLike<number>, memory: Float32Array): Float32Array;
}

function oneRow({ layout, parameters }: FrozenNetwork): OneRow {
  const network = createWasmNetwork(layout, { rows: 1, steps: 1 });
  network.parameters.set(parameters);
  return {
    network,
    begin: () => new Float32Array(layout.spec.memory),
    step(observation, memory) {
      network.observations.set(observation);
      network.initialMemory.set(memory);
      // The own kernels compute at once.
      void network.forwardStep(0);
      return network.memoryAfter(0).slice();
    },
  };
}

/** The critic's own network, or the actor's if they share, or none if the checkpoint has no critic. */
function critics(critic: FrozenNetwork | undefined, actor: FrozenNetwork, acting: OneRow) {
  if (critic === undefined) return undefined;
  return critic === actor ? acting : oneRow(critic);
}
