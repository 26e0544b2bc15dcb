/**
 * Proximal Advantage Alignment, Duque et al. 2024, Algorithm 2 and eq. 9-10: PPO's clipped surrogate on
 * A* = A + beta * alignment term, over several epochs of the same rollout.
 */
import { alignmentTerm } from '../returns/alignment.ts';
import type { Algorithm } from './algorithm.ts';
import { clippedEpochs } from './clippedEpochs.ts';
import { centred, estimate } from './values.ts';

export const proximalAdvantageAlignment: Algorithm = {
  id: 'proximal-advantage-alignment',
  async update(learner, rollout) {
    const { gamma, alignment } = learner.config;
    const { advantages: raw, targets } = await estimate(learner, rollout);
    const advantages = centred(learner, raw, rollout);
    const { steps, seats } = rollout;
    const term = alignmentTerm({ steps, seats, advantages, gamma, ...alignment });
    const proximal = advantages.map((advantage, i) => advantage + alignment.beta * (term[i] as number));
    return clippedEpochs(learner, rollout, { advantages: proximal, targets });
  },
};
