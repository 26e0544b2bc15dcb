/**
 * The game of learning, Lu et al. 2022, section 4: a step is one whole inner game of two memory-one strategies, its
 * state what both of them are, its action the strategy that is to play next. The other is a naive learner, who climbs
 * the exact gradient of its own value after every inner game, or another player of the game of learning.
 */
import { gaussian } from '../../shared/gaussian.ts';
import type { Rng } from '../../shared/random.ts';
import { chances } from './lookahead.ts';
import { memoryOneValue, type BySituation, type ExactGame } from './memoryOneValue.ts';

/** What both play, as logits of the chances to cooperate. */
export type MetaState = readonly [own: BySituation, other: BySituation];

export interface MetaStep {
  /** Per round of the inner game: (1 - gamma) times the discounted value. */
  readonly rewards: readonly [own: number, other: number];
  /** The other's logits after it has learned. */
  readonly learned: BySituation;
}

/** Numbers that a player of the game of learning sees: the chances of both, its own first. */
export const META_INPUTS = 10;

/** Both begin with standard normal logits. */
export function firstMetaState(rng: Rng): MetaState {
  const draw = (): BySituation => Array.from({ length: 5 }, () => gaussian(rng));
  return [draw(), draw()];
}

/**
 * One inner game, and the other's step after it.
 * @param rate of the other's step along the gradient of its value; 0: it does not learn
 */
export function metaStep([own, other]: MetaState, game: ExactGame, rate: number): MetaStep {
  const q = chances(other);
  const { value, otherValue, byOwn } = memoryOneValue(q, chances(own), game);
  const learned = other.map((logit, k) => {
    const chance = q[k] as number;
    return logit + rate * chance * (1 - chance) * (byOwn[k] as number);
  });
  const perRound = 1 - game.gamma;
  return { rewards: [perRound * otherValue, perRound * value], learned };
}
