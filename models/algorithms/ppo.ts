/**
 * Proximal policy optimisation, Schulman et al. 2017, as a control: Proximal Advantage Alignment with the
 * alignment term left out. With summed rewards every seat learns from the sum of all seats' rewards.
 */
import type { Algorithm } from './algorithm.ts';
import { clippedGradient } from './clippedGradient.ts';
import { withSummedRewards } from './summedRewards.ts';
import { estimate, prepared } from './values.ts';

export const ppo: Algorithm = {
  id: 'ppo',
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const advantages = prepared(learner, estimates.advantages, rollout);
    return clippedGradient(learner, rollout, { ...estimates, advantages });
  },
};

export const ppoSummed: Algorithm = {
  id: 'ppo-summed',
  update: (learner, rollout) => ppo.update(learner, withSummedRewards(learner, rollout)),
};
