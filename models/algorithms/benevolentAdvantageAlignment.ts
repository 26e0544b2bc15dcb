/**
 * A variant of Proximal Advantage Alignment that is not in the paper: A* = A + beta * (past + goodwill) * others, with
 * one's own past as there. The paper's weight on the others' good is one's own luck so far, whose mean is 0: half of
 * the time it is spite, and an agent that nothing has happened to cares for nobody. Here it cares from the start, the
 * more the better it fares. Without a past it would be PPO on own advantage plus beta * goodwill times the others'.
 */
import type { Algorithm } from './algorithm.ts';
import { alignedAdvantages } from './alignedAdvantages.ts';
import { clippedGradient } from './clippedGradient.ts';
import { estimate, prepared } from './values.ts';

export const benevolentAdvantageAlignment: Algorithm = {
  id: 'benevolent-advantage-alignment',
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const own = prepared(learner, estimates.advantages, rollout);
    const { goodwill } = learner.config.alignment;
    const advantages = alignedAdvantages(learner, rollout, own, { added: goodwill });
    return clippedGradient(learner, rollout, { ...estimates, advantages });
  },
};
