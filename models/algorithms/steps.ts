import { annealed } from './annealed.ts';
import { FREE, freeParameters, type Learner, type Trained } from '../learner.ts';
import { huber, huberSlope } from '../losses/huber.ts';
import { adamStep } from '../networks/adam.ts';
import { groupOf } from '../networks/layout.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { Team } from '../team.ts';

/** Weight on the slope of log pi(a), by cell of the rollout and the log-probability now. */
export type PolicyWeight = (cell: number, logProb: number) => number;

/** Whether the policy moves too, or only the critic. */
export function isWarmingUp({ config, iteration }: Learner): boolean {
  return iteration < config.critic.warmUp;
}

/**
 * Writes the slopes of the policy loss, -mean of (w log pi(a) + entropy weight * H) over learnable cells, to the
 * actor's outputs.
 * @returns the mean entropy and the slopes by the head's free parameters
 */
export function writePolicySlopes(
  { actor, head, config, iteration, team }: Learner,
  rollout: Rollout,
  weightOf: PolicyWeight,
): { readonly entropy: number; readonly freeSlopes: Float32Array } {
  const bonus = config.entropy * annealed(config.finalEntropy, iteration / config.iterations);
  const { network } = actor;
  const { width } = network.layout.heads.actor as { readonly width: number };
  const outputs = network.outputs('actor');
  const slopes = network.outputSlopes('actor').fill(0);
  const freeSlopes = new Float32Array(head.free);
  const free = freeParameters(head, network);
  const learnable = rollout.learnable;
  const scale = -1 / cellsToLearnFrom(rollout, team);
  let entropy = 0;
  for (let cell = 0; cell < learnable.length; cell += 1) {
    if (learnable[cell] === 0) continue;
    const from = { outputs, offset: cell * width, free };
    const at = cell * head.stored;
    entropy -= scale * head.entropy(from, rollout.decisions, at);
    const weight = weightOf(cell, head.logProb(from, rollout.decisions, at));
    const weights = { logProb: scale * weight, entropy: scale * bonus };
    head.slope(from, { stored: rollout.decisions, at }, weights, { slopes, freeSlopes });
  }
  return { entropy, freeSlopes };
}

/** Writes the slopes of the mean Huber loss over learnable cells to the critic's output.  @returns that loss */
export function writeCriticSlopes(
  { critic, team }: Learner,
  rollout: Rollout,
  targets: Float32Array,
): number {
  const { network } = critic;
  const { width } = network.layout.heads.critic as { readonly width: number };
  const outputs = network.outputs('critic');
  const slopes = network.outputSlopes('critic').fill(0);
  const { learnable, rows } = rollout;
  const count = cellsToLearnFrom(rollout, team);
  let loss = 0;
  for (let cell = 0; cell < learnable.length; cell += 1) {
    if (learnable[cell] === 0) continue;
    const error = (outputs[cell * width] as number) - (targets[cell] as number);
    loss += huber(error) / count;
    slopes[cell * width] = huberSlope(error) / count;
  }
  return outputs.length === (learnable.length + rows) * width ? loss : Number.NaN;
}

/** Of all members of the team, at least 1. */
function cellsToLearnFrom({ learnable }: Rollout, team: Team): number {
  const count = Float64Array.of(learnable.reduce((sum, x) => sum + x, 0));
  team.sum(count);
  return Math.max(1, count[0] as number);
}

/** Back-propagates the written slopes and moves actor and critic.  @returns the norm of the actor's gradient */
export async function descend(learner: Learner, freeSlopes: Float32Array): Promise<number> {
  const { actor, critic } = learner;
  await critic.network.backward();
  if (actor === critic) {
    addFreeSlopes(actor, freeSlopes);
    return move(learner, actor);
  }
  move(learner, critic);
  return descendActor(learner, freeSlopes);
}

/** The actor alone, where it has a network of its own. */
async function descendActor(learner: Learner, freeSlopes: Float32Array): Promise<number> {
  if (isWarmingUp(learner)) return 0;
  await learner.actor.network.backward();
  addFreeSlopes(learner.actor, freeSlopes);
  return move(learner, learner.actor);
}

/** Exponential moving average of the critic's parameters. */
export function followCritic({ critic, target, config }: Learner): void {
  const rate = config.critic.targetRate;
  const { parameters } = critic.network;
  for (let i = 0; i < parameters.length; i += 1) {
    target.parameters[i]! += rate * ((parameters[i] as number) - (target.parameters[i] as number));
  }
}

function addFreeSlopes({ network }: Trained, freeSlopes: Float32Array): void {
  if (freeSlopes.length > 0) network.gradients.set(freeSlopes, groupOf(network.layout, FREE).offset);
}

function move(learner: Learner, { network, adam, stretches }: Trained): number {
  const { config, iteration, team } = learner;
  // Slopes were scaled by the cells of all members, so that the sum of their gradients is the whole batch's.
  team.sum(network.gradients);
  const factor = annealed(config.finalRate, iteration / config.iterations);
  const rated = factor === 1 ? stretches : stretches.map((s) => ({ ...s, rate: s.rate * factor }));
  return adamStep(adam, network.parameters, network.gradients, { stretches: rated, clip: config.clip });
}
