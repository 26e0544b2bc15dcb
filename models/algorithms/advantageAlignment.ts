/**
 * Advantage Alignment, Duque et al. 2024, Algorithm 1 (non-proximal).
 *
 * Policy gradient on own advantage plus beta times the alignment term (eq. 8, kernel by config): an action
 * becomes likelier if it is good for those whose presence has been good for oneself, and less likely if it is
 * good for those whose presence has been bad. Advantages are centred per timestep before the product.
 */
import type { Algorithm } from './algorithm.ts';
import { alignedAdvantages } from './alignedAdvantages.ts';
import { policyGradient } from './policyGradient.ts';
import { estimate, prepared } from './values.ts';

export const advantageAlignment: Algorithm = {
  id: 'advantage-alignment',
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const advantages = prepared(learner, estimates.advantages, rollout);
    return policyGradient(learner, rollout, {
      ...estimates,
      weights: alignedAdvantages(learner, rollout, advantages),
    });
  },
};
