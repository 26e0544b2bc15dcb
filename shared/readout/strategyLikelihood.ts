import { COOPERATE, ipd, payoff, type IpdMove, type IpdView } from '../games/ipd/game.ts';
import type { AnyPlayer } from '../player.ts';
import { branchesOf, type Branch } from './moveChances.ts';
import type { IpdGame } from './ipdGame.ts';

/**
 * How often a hand slips. A strategy's probability of cooperation is held to [TREMBLE, 1 - TREMBLE]: one that is sure
 * of its move makes the other one so often, and one that mixes within these bounds is taken exactly as it is. Without
 * it a single slip would rule every deterministic strategy out.
 */
export const TREMBLE = 0.05;

/**
 * Log-likelihood, in nats, of a player's own choices under each strategy, for the histories that the player was in.
 * Rounds that the player did not choose count as history alone.
 * @param strategies players of the prisoner's dilemma, with their default options, that draw by `chance` alone
 * @returns by name; a strategy that the payoffs of some game do not allow is left out
 */
export function strategyLikelihoods(
  games: readonly IpdGame[],
  strategies: Iterable<AnyPlayer>,
): ReadonlyMap<string, number> {
  const likelihoods = new Map<string, number>();
  for (const strategy of strategies) {
    const parts = games.map((game) => gameLikelihood(game, strategy));
    if (parts.every((part) => part !== undefined))
      likelihoods.set(
        strategy.name,
        parts.reduce((sum, part) => sum + part, 0),
      );
  }
  return likelihoods;
}

function gameLikelihood({ params, rounds }: IpdGame, strategy: AnyPlayer): number | undefined {
  const start = { params, spec: ipd.spec(params), seat: 0, options: strategy.options.parse({}) };
  let memory: unknown;
  try {
    memory = strategy.begin(start);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  let likelihood = 0;
  const history: IpdGame['rounds'][number][] = [];
  const total = { own: 0, other: 0 };
  for (const round of rounds) {
    // One list for all rounds: players are pure and keep nothing of it.
    const view: IpdView = { ...params, round: history.length, history, total };
    const branches = branchesOf((rng) =>
      strategy.decide({ ...start, step: history.length, view, memory, rng }),
    );
    const cooperation = chanceOf(branches, COOPERATE);
    const held = Math.min(1 - TREMBLE, Math.max(TREMBLE, cooperation));
    if (round.isOwnChoice) likelihood += Math.log(round.own === COOPERATE ? held : 1 - held);
    memory = remembered(branches, round.own);
    history.push(round);
    total.own += payoff(params, round.own, round.other);
    total.other += payoff(params, round.other, round.own);
  }
  return likelihood;
}

function chanceOf(branches: readonly Branch<unknown>[], move: number): number {
  return branches.reduce((sum, { action, probability }) => sum + (action === move ? probability : 0), 0);
}

/** What it remembers if it moved so; if it never would have, what it remembers of its likeliest move. */
function remembered(branches: readonly Branch<unknown>[], move: IpdMove): unknown {
  const likeliest = (some: readonly Branch<unknown>[]): Branch<unknown> | undefined =>
    some.toSorted((a, b) => b.probability - a.probability)[0];
  return (likeliest(branches.filter(({ action }) => action === move)) ?? likeliest(branches))?.memory;
}
