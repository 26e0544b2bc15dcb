import type { Learner } from '../learner.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { UpdateStats } from './algorithm.ts';
import { beginPractice, endPractice, lessonsOf } from './lessons.ts';
import {
  cellsToLearnFrom,
  descend,
  followCritic,
  isWarmingUp,
  writeCriticSlopes,
  writePolicySlopes,
  type PolicyWeight,
  type WriteCriticSlopes,
} from './steps.ts';
import type { Estimates } from './values.ts';

export interface PassesInput extends Pick<Estimates, 'targets' | 'memories'> {
  readonly weightOf: PolicyWeight;
  /** Times that every cell is learned from. */
  readonly passes: number;
  /** Left out: it learns values alone. */
  readonly writeCritic?: WriteCriticSlopes;
}

/** Steps of actor and critic over the lessons of a rollout.  @returns means over the first pass */
export async function learnInPasses(
  learner: Learner,
  rollout: Rollout,
  { targets, memories, weightOf, passes, writeCritic = writeCriticSlopes }: PassesInput,
): Promise<UpdateStats> {
  const sums = { criticLoss: 0, actorNorm: 0, entropy: 0 };
  let lessons = 0;
  beginPractice(learner, rollout);
  for (let pass = 0; pass < passes; pass += 1) {
    const number = learner.iteration * passes + pass;
    for await (const lesson of lessonsOf(learner, rollout, { memories, pass: number, isFirst: pass === 0 })) {
      const count = cellsToLearnFrom(rollout, lesson, learner.team);
      const policy = writePolicySlopes(learner, rollout, lesson, { weightOf, count });
      if (isWarmingUp(learner)) {
        lesson.actor.outputSlopes('actor').fill(0);
        policy.freeSlopes.fill(0);
      }
      const criticLoss = writeCritic(rollout, lesson, { targets, count });
      const figures = await descend(learner, lesson, { ...policy, criticLoss });
      if (pass > 0) continue;
      lessons += 1;
      sums.entropy += figures.entropy;
      sums.criticLoss += figures.criticLoss;
      sums.actorNorm += figures.actorNorm;
    }
  }
  endPractice(learner);
  followCritic(learner);
  const mean = (sum: number): number => sum / lessons;
  return { criticLoss: mean(sums.criticLoss), actorNorm: mean(sums.actorNorm), entropy: mean(sums.entropy) };
}
