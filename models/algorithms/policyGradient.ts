import type { Learner } from '../learner.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { UpdateStats } from './algorithm.ts';
import { learnInPasses } from './passes.ts';
import type { Estimates } from './values.ts';

export interface PolicyGradientInput extends Pick<Estimates, 'targets' | 'memories'> {
  /** [T, N], on the slope of log pi(a). */
  readonly weights: Float32Array;
}

/** One pass of the policy gradient with entropy bonus, and of the critic, over a rollout. */
export function policyGradient(
  learner: Learner,
  rollout: Rollout,
  { weights, ...learned }: PolicyGradientInput,
): Promise<UpdateStats> {
  return learnInPasses(learner, rollout, {
    ...learned,
    weightOf: (cell) => weights[cell] as number,
    passes: 1,
  });
}
