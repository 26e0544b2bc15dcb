/**
 * Proximal policy optimisation, Schulman et al. 2017, as a control: Proximal Advantage Alignment with the
 * alignment term left out. With summed rewards every seat learns from the sum of all seats' rewards.
 */
import type { Algorithm } from './algorithm.ts';
import { clippedEpochs } from './clippedEpochs.ts';
import { withSummedRewards } from './summedRewards.ts';
import { centred, estimate } from './values.ts';

export const ppo: Algorithm = {
  id: 'ppo',
  async update(learner, rollout) {
    const { advantages, targets } = await estimate(learner, rollout);
    return clippedEpochs(learner, rollout, { advantages: centred(learner, advantages, rollout), targets });
  },
};

export const ppoSummed: Algorithm = {
  id: 'ppo-summed',
  update: (learner, rollout) => ppo.update(learner, withSummedRewards(rollout)),
};
