import type { Learner } from '../learner.ts';
import { ppoClip } from '../losses/ppoClip.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { UpdateStats } from './algorithm.ts';
import { learnInPasses } from './passes.ts';
import type { Estimates } from './values.ts';

export interface ClippedInput extends Pick<Estimates, 'targets' | 'memories'> {
  /** [T, N] */
  readonly advantages: Float32Array;
}

/** PPO's inner loop: epochs on the clipped surrogate, the critic along with it. */
export function clippedGradient(
  learner: Learner,
  { logProbs, ...rollout }: Rollout,
  { advantages, ...learned }: ClippedInput,
): Promise<UpdateStats> {
  const { range, epochs } = learner.config.ppo;
  const weightOf = (cell: number, logProb: number): number =>
    ppoClip(logProb, logProbs[cell] as number, advantages[cell] as number, range).slope;
  return learnInPasses(learner, { logProbs, ...rollout }, { ...learned, weightOf, passes: epochs });
}
