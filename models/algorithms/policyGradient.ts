import type { Learner } from '../learner.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { UpdateStats } from './algorithm.ts';
import { descend, followCritic, isWarmingUp, writeCriticSlopes, writePolicySlopes } from './steps.ts';

export interface PolicyGradientInput {
  /** [T, N], on the slope of log pi(a). */
  readonly weights: Float32Array;
  /** [T, N], what the critic is to learn. */
  readonly targets: Float32Array;
}

/** One step of the policy gradient with entropy bonus, and one of the critic, on the rollout's own forward pass. */
export async function policyGradient(
  learner: Learner,
  rollout: Rollout,
  { weights, targets }: PolicyGradientInput,
): Promise<UpdateStats> {
  const policy = writePolicySlopes(learner, rollout, (cell) => weights[cell] as number);
  if (isWarmingUp(learner)) {
    learner.actor.network.outputSlopes('actor').fill(0);
    policy.freeSlopes.fill(0);
  }
  const criticLoss = writeCriticSlopes(learner, rollout, targets);
  const actorNorm = await descend(learner, policy.freeSlopes);
  followCritic(learner);
  return { criticLoss, actorNorm, entropy: policy.entropy };
}
