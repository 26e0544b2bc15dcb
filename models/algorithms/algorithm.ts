import type { Learner } from '../learner.ts';
import type { LearnableGame } from '../../shared/learnableGame.ts';
import type { TrainingConfig } from '../config.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** What an update tells about itself. */
export interface UpdateStats {
  /** Mean Huber loss of the critic. */
  readonly criticLoss: number;
  /** Norm of the actor's gradient before clipping; 0 while only the critic learns. */
  readonly actorNorm: number;
  /** Mean entropy of the policy, nats. */
  readonly entropy: number;
}

/** Something that an algorithm measures of what it has learned. */
export interface OwnMeasure {
  readonly name: string;
  /** Independent ones. */
  readonly values: readonly number[];
}

/** A way to learn from a rollout. The only place that changes parameters. */
export interface Algorithm {
  readonly id: string;
  /** What it would have to be given to learn so, in words; undefined, or left out: nothing else. */
  readonly whyNot?: (config: TrainingConfig, game: LearnableGame) => string | undefined;
  /** One iteration: updates actor, critic and target. The actor's forward pass is still that of the rollout. */
  update(learner: Learner, rollout: Rollout): Promise<UpdateStats>;
  /** What no game with others shows; left out: nothing. */
  readonly measures?: (learner: Learner) => Promise<readonly OwnMeasure[]> | readonly OwnMeasure[];
}
