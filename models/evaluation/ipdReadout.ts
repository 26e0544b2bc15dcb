import type { AnyGame } from '../../shared/game.ts';
import { COOPERATE, DEFECT, type IpdParams } from '../../shared/games/ipd/game.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import type { MemoryOne } from '../../shared/scripted/ipd/memoryOne.ts';
import { zeroDeterminant } from '../../shared/scripted/ipd/zeroDeterminant.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import type { Contestant } from './contestants.ts';
import { episodeSeed } from './episodeSeed.ts';
import { IPD_SITUATIONS, type IpdSituation } from './ipdProbe.ts';
import { memoryOneIncomes } from './memoryOneIncomes.ts';
import { playTables, type Witness } from './playTables.ts';
import { randomCooperator } from './randomCooperator.ts';
import { mean } from './statistics.ts';

/** How often a player cooperated in a situation, and how often it was in it. */
export interface CooperationCount {
  readonly cooperated: number;
  readonly seen: number;
  /** Share with its 95 % interval; null if it never was in it. */
  readonly share: Interval | null;
}

/** What a player does in the iterated prisoner's dilemma, as if it remembered one round. */
export interface IpdReadout {
  /** Against a partner who cooperates by the toss of a coin, so that every situation arises. */
  readonly situations: Readonly<Record<IpdSituation, CooperationCount>>;
  /** Share of cooperation with a copy of itself, mean over episodes. */
  readonly withItself: Interval;
  readonly extortion: readonly ExtortionTest[];
}

/** What a zero-determinant extortioner of Press & Dyson 2012 gets; incomes per step. */
export interface ExtortionTest {
  readonly chi: number;
  /** Its five probabilities. */
  readonly strategy: MemoryOne;
  /** Measured, per episode. */
  readonly extortioner: Interval;
  readonly target: Interval;
  /** extortioner - what a copy of the target gets: above 0 extortion pays. */
  readonly gain: Interval;
  readonly gains: boolean;
  /** What both would get on average, if the read-out were all there is to the target; null where a situation was never seen. */
  readonly expected: { readonly extortioner: number; readonly target: number } | null;
}

export interface IpdReadoutOptions {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: IpdParams;
  readonly target: Contestant;
  /** Of each kind. */
  readonly episodes: number;
  readonly seed: Seed;
  readonly resolve: (ref: string) => Promise<Contestant>;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
}
