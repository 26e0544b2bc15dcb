import { COOPERATE } from '../games/ipd/game.ts';
import type { MemoryOne } from '../scripted/ipd/memoryOne.ts';
import type { IpdGame, IpdGameRound } from './ipdGame.ts';
import { proportion, type Proportion } from './proportion.ts';

/** What a memory-one player decides by: the first round, and the last outcome with the own move first. */
export type Situation = keyof MemoryOne;

export const SITUATIONS = ['first', 'cc', 'cd', 'dc', 'dd'] as const satisfies readonly Situation[];

/** How often a player cooperated in each situation. */
export type CooperationRates = Readonly<Record<Situation, Proportion>>;

/**
 * Estimates of the five cooperation probabilities of a memory-one player (Press & Dyson 2012), over the player's own
 * choices: maximum likelihood, which is the plain proportion, with Wilson intervals.
 */
export function cooperationRates(games: readonly IpdGame[]): CooperationRates {
  const counts: Record<Situation, { cooperated: number; of: number }> = {
    first: { cooperated: 0, of: 0 },
    cc: { cooperated: 0, of: 0 },
    cd: { cooperated: 0, of: 0 },
    dc: { cooperated: 0, of: 0 },
    dd: { cooperated: 0, of: 0 },
  };
  for (const { rounds } of games) {
    for (const [i, { own, isOwnChoice }] of rounds.entries()) {
      if (!isOwnChoice) continue;
      const count = counts[situationAfter(rounds[i - 1])];
      count.of += 1;
      if (own === COOPERATE) count.cooperated += 1;
    }
  }
  const rateOf = (situation: Situation): Proportion =>
    proportion(counts[situation].cooperated, counts[situation].of);
  return { first: rateOf('first'), cc: rateOf('cc'), cd: rateOf('cd'), dc: rateOf('dc'), dd: rateOf('dd') };
}

function situationAfter(last: IpdGameRound | undefined): Situation {
  if (last === undefined) return 'first';
  if (last.own === COOPERATE) return last.other === COOPERATE ? 'cc' : 'cd';
  return last.other === COOPERATE ? 'dc' : 'dd';
}
