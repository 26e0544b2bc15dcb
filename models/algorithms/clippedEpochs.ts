import type { Learner } from '../learner.ts';
import { ppoClip } from '../losses/ppoClip.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { UpdateStats } from './algorithm.ts';
import { descend, followCritic, isWarmingUp, writeCriticSlopes, writePolicySlopes } from './steps.ts';

export interface ClippedInput {
  /** [T, N] */
  readonly advantages: Float32Array;
  /** [T, N], what the critic is to learn. */
  readonly targets: Float32Array;
}

/** PPO's inner loop: epochs of full-batch steps on the clipped surrogate, the critic along with it. */
export async function clippedEpochs(
  learner: Learner,
  rollout: Rollout,
  { advantages, targets }: ClippedInput,
): Promise<UpdateStats> {
  const { range, epochs } = learner.config.ppo;
  const stats = { criticLoss: 0, actorNorm: 0, entropy: 0 };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    // The forward passes of the first epoch are those of the rollout and of the estimates.
    if (epoch > 0) await forwardAgain(learner);
    const policy = writePolicySlopes(
      learner,
      rollout,
      (cell, logProb) =>
        ppoClip(logProb, rollout.logProbs[cell] as number, advantages[cell] as number, range).slope,
    );
    if (isWarmingUp(learner)) {
      learner.actor.network.outputSlopes('actor').fill(0);
      policy.freeSlopes.fill(0);
    }
    stats.criticLoss = writeCriticSlopes(learner, rollout, targets);
    stats.actorNorm = await descend(learner, policy.freeSlopes);
    if (epoch === 0) stats.entropy = policy.entropy;
  }
  followCritic(learner);
  return stats;
}

async function forwardAgain({ actor, critic }: Learner): Promise<void> {
  await critic.network.forward();
  if (actor !== critic) await actor.network.forward();
}
