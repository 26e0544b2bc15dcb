import type { AnyGame, GameSpec, SparseFeatures } from './game.ts';

/** How long lists of features are. */
interface ListShape {
  readonly size: number;
  readonly longest: number;
}

/** A game's shape, and that of the lists that its learners may read. */
export interface LearnableGame extends GameSpec {
  readonly features?: ListShape;
  readonly privileged?: ListShape;
}

/** @param params parsed */
export function learnableGame(game: AnyGame, params: unknown): LearnableGame {
  const shapeOf = (lists: SparseFeatures<unknown, unknown>): ListShape => ({
    size: lists.size(params),
    longest: lists.longest(params),
  });
  return {
    ...game.spec(params),
    ...(game.features && { features: shapeOf(game.features) }),
    ...(game.privileged && { privileged: shapeOf(game.privileged) }),
  };
}
