/**
 * Advantage Alignment, Duque et al. 2024, Algorithm 1 (non-proximal).
 *
 * Policy gradient on own advantage plus beta times the alignment term (eq. 8, kernel by config): an action
 * becomes likelier if it is good for those whose presence has been good for oneself, and less likely if it is
 * good for those whose presence has been bad. Advantages are centred per timestep before the product.
 */
import { alignmentTerm } from '../returns/alignment.ts';
import type { Algorithm } from './algorithm.ts';
import { policyGradient } from './policyGradient.ts';
import { centred, estimate } from './values.ts';

export const advantageAlignment: Algorithm = {
  id: 'advantage-alignment',
  async update(learner, rollout) {
    const { gamma, alignment } = learner.config;
    const { advantages: raw, targets } = await estimate(learner, rollout);
    const advantages = centred(learner, raw, rollout);
    const { steps, seats } = rollout;
    const term = alignmentTerm({ steps, seats, advantages, gamma, ...alignment });
    const weights = advantages.map((advantage, i) => advantage + alignment.beta * (term[i] as number));
    return policyGradient(learner, rollout, { weights, targets });
  },
};
