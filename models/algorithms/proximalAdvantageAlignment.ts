/**
 * Proximal Advantage Alignment, Duque et al. 2024, Algorithm 2 and eq. 9-10: PPO's clipped surrogate on
 * A* = A + beta * alignment term, over several epochs of the same rollout.
 */
import type { Algorithm } from './algorithm.ts';
import { alignedAdvantages } from './alignedAdvantages.ts';
import { clippedGradient } from './clippedGradient.ts';
import { estimate, prepared } from './values.ts';

export const proximalAdvantageAlignment: Algorithm = {
  id: 'proximal-advantage-alignment',
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const advantages = prepared(learner, estimates.advantages, rollout);
    return clippedGradient(learner, rollout, {
      ...estimates,
      advantages: alignedAdvantages(learner, rollout, advantages),
    });
  },
};
