/**
 * The ablations of Figure 7, Duque et al. 2024: Advantage Alignment without the parts of its term in which the signs of
 * (own past advantage, others' advantage) are as named. Everything else is `advantageAlignment`'s.
 */
import type { AlignmentPart } from '../returns/signMask.ts';
import { alignedAdvantages } from './alignedAdvantages.ts';
import type { Algorithm } from './algorithm.ts';
import { policyGradient } from './policyGradient.ts';
import { estimate, prepared } from './values.ts';

export const ABLATIONS = {
  'advantage-alignment-ce': without('advantage-alignment-ce', ['C', 'E']),
  'advantage-alignment-e': without('advantage-alignment-e', ['E']),
  'advantage-alignment-s': without('advantage-alignment-s', ['S']),
  'advantage-alignment-v': without('advantage-alignment-v', ['V']),
  'advantage-alignment-vs': without('advantage-alignment-vs', ['V', 'S']),
} as const;

function without(id: string, masked: readonly AlignmentPart[]): Algorithm {
  return {
    id,
    async update(learner, rollout) {
      const estimates = await estimate(learner, rollout);
      const own = prepared(learner, estimates.advantages, rollout);
      const weights = alignedAdvantages(learner, rollout, own, { masked });
      return policyGradient(learner, rollout, { ...estimates, weights });
    },
  };
}
