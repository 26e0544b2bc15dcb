import type { AnyPlayer } from '../player.ts';
import { addCounts, cooperationCounts, type CooperationCounts } from './cooperationRates.ts';
import type { IpdGame } from './ipdGame.ts';
import { strategyLikelihoods } from './strategyLikelihood.ts';

/** All that games say about their player, in a few numbers however many games: they can be added. */
export interface IpdEvidence {
  readonly games: number;
  readonly counts: CooperationCounts;
  /** Log-likelihood of the player's choices under each strategy, in nats. */
  readonly likelihoods: ReadonlyMap<string, number>;
}

export function ipdEvidence(games: readonly IpdGame[], strategies: Iterable<AnyPlayer>): IpdEvidence {
  return {
    games: games.length,
    counts: cooperationCounts(games),
    likelihoods: strategyLikelihoods(games, strategies),
  };
}

/** Of the games of both. A strategy that the payoffs of either do not allow is left out. */
export function addIpdEvidence(a: IpdEvidence, b: IpdEvidence): IpdEvidence {
  const likelihoods = new Map<string, number>();
  for (const [name, value] of a.likelihoods) {
    const other = b.likelihoods.get(name);
    if (other !== undefined) likelihoods.set(name, value + other);
  }
  return { games: a.games + b.games, counts: addCounts(a.counts, b.counts), likelihoods };
}
