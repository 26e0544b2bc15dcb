/**
 * Actor-critic policy gradient, the control: Advantage Alignment with the alignment term left out. With summed
 * rewards every seat learns from the sum of all seats' rewards, as if the group were one player.
 */
import type { Algorithm } from './algorithm.ts';
import { policyGradient } from './policyGradient.ts';
import { withSummedRewards } from './summedRewards.ts';
import { estimate, prepared } from './values.ts';

export const actorCritic: Algorithm = {
  id: 'actor-critic',
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const weights = prepared(learner, estimates.advantages, rollout);
    return policyGradient(learner, rollout, { ...estimates, weights });
  },
};

export const actorCriticSummed: Algorithm = {
  id: 'actor-critic-summed',
  update: (learner, rollout) => actorCritic.update(learner, withSummedRewards(learner, rollout)),
};
