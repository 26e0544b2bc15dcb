import { ipd } from '../games/ipd/game.ts';
import type { AnyPlayer } from '../player.ts';
import { scriptedPlayersOf } from '../scripted/registry.ts';
import { cooperationRates, type CooperationRates } from './cooperationRates.ts';
import { ipdEvidence, type IpdEvidence } from './ipdEvidence.ts';
import type { IpdGame } from './ipdGame.ts';

/** A named strategy and how well it explains a player. */
export interface StrategyShare {
  readonly name: string;
  /** Of the choices, in nats; at most 0. */
  readonly logLikelihood: number;
  /** Posterior probability that it is this one of the library, all being equally likely before. */
  readonly share: number;
}

/** What a player's games say about how it plays. */
export interface IpdReadOut {
  readonly games: number;
  /** The player's own. */
  readonly choices: number;
  readonly rates: CooperationRates;
  /** The whole library, likeliest first; those that explain equally well in the order of their names. */
  readonly strategies: readonly StrategyShare[];
  /** Names of the likeliest: several where these games cannot tell them apart, none without a choice. */
  readonly nearest: readonly string[];
}

/** Log-likelihoods nearer than this are equal up to rounding. */
const SAME = 1e-9;

/** The named strategies of the prisoner's dilemma, each with its default options. */
export function ipdStrategies(): Iterable<AnyPlayer> {
  return scriptedPlayersOf(ipd.id).values();
}

/**
 * Reads a player of the prisoner's dilemma out of its games: the five memory-one probabilities with Wilson intervals,
 * and a posterior over the named strategies of the library under a uniform prior. It says what somebody's moves look
 * like, not what they meant by them: the library may hold nothing like them, and short games fit many strategies.
 * @param strategies left out: every scripted player of the game
 */
export function readIpdPlayer(games: readonly IpdGame[], strategies = ipdStrategies()): IpdReadOut {
  return readIpdEvidence(ipdEvidence(games, strategies));
}

/** The same from evidence that was gathered before. */
export function readIpdEvidence({ games, counts, likelihoods }: IpdEvidence): IpdReadOut {
  const choices = Object.values(counts).reduce((sum, { of }) => sum + of, 0);
  const ranked = sharesOf(likelihoods);
  const best = ranked[0]?.logLikelihood ?? 0;
  const nearest = ranked.filter(({ logLikelihood }) => best - logLikelihood <= SAME).map(({ name }) => name);
  return {
    games,
    choices,
    rates: cooperationRates(counts),
    strategies: ranked,
    nearest: choices === 0 ? [] : nearest,
  };
}

function sharesOf(likelihoods: ReadonlyMap<string, number>): readonly StrategyShare[] {
  const best = Math.max(...likelihoods.values());
  const total = [...likelihoods.values()].reduce((sum, value) => sum + Math.exp(value - best), 0);
  return [...likelihoods]
    .map(([name, logLikelihood]) => ({
      name,
      logLikelihood,
      share: Math.exp(logLikelihood - best) / total,
    }))
    .toSorted((a, b) =>
      Math.abs(a.logLikelihood - b.logLikelihood) <= SAME
        ? Number(a.name > b.name) - Number(a.name < b.name)
        : b.logLikelihood - a.logLikelihood,
    );
}
