import { COOPERATE } from '../games/ipd/game.ts';
import type { MemoryOne } from '../scripted/ipd/memoryOne.ts';
import type { IpdGame, IpdGameRound } from './ipdGame.ts';
import { proportion, type Proportion } from './proportion.ts';

/** What a memory-one player decides by: the first round, and the last outcome with the own move first. */
export type Situation = keyof MemoryOne;

export const SITUATIONS = ['first', 'cc', 'cd', 'dc', 'dd'] as const satisfies readonly Situation[];

/** Own choices in one situation. */
export interface Count {
  readonly cooperated: number;
  readonly of: number;
}

export type CooperationCounts = Readonly<Record<Situation, Count>>;

/** How often a player cooperated in each situation. */
export type CooperationRates = Readonly<Record<Situation, Proportion>>;

/** How often the player of these games cooperated after what, over its own choices. */
export function cooperationCounts(games: readonly IpdGame[]): CooperationCounts {
  const counts = bySituation(() => ({ cooperated: 0, of: 0 }));
  for (const { rounds } of games) {
    for (const [i, { own, isOwnChoice }] of rounds.entries()) {
      if (!isOwnChoice) continue;
      const count = counts[situationAfter(rounds[i - 1])];
      count.of += 1;
      if (own === COOPERATE) count.cooperated += 1;
    }
  }
  return counts;
}

/**
 * Estimates of the five cooperation probabilities of a memory-one player (Press & Dyson 2012): maximum likelihood,
 * which is the plain proportion, with Wilson intervals.
 */
export function cooperationRates(counts: CooperationCounts): CooperationRates {
  return bySituation((situation) => proportion(counts[situation].cooperated, counts[situation].of));
}

export function addCounts(a: CooperationCounts, b: CooperationCounts): CooperationCounts {
  return bySituation((situation) => ({
    cooperated: a[situation].cooperated + b[situation].cooperated,
    of: a[situation].of + b[situation].of,
  }));
}

function bySituation<T>(valueOf: (situation: Situation) => T): Record<Situation, T> {
  return {
    first: valueOf('first'),
    cc: valueOf('cc'),
    cd: valueOf('cd'),
    dc: valueOf('dc'),
    dd: valueOf('dd'),
  };
}

function situationAfter(last: IpdGameRound | undefined): Situation {
  if (last === undefined) return 'first';
  if (last.own === COOPERATE) return last.other === COOPERATE ? 'cc' : 'cd';
  return last.other === COOPERATE ? 'dc' : 'dd';
}
