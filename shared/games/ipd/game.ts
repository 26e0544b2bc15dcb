/**
 * Iterated Prisoner's Dilemma. Two players choose at once, again and again: cooperate or defect. Defecting
 * pays more whatever the other does, yet both defecting pays both less than both cooperating.
 *
 * Payoffs are LOQA's (Aghajohari et al. 2024), to self: CC -1, CD -3, DC 0, DD -2. The observation is the
 * previous round as [own C, own D, other's C, other's D], all zeros before the first; each seat sees itself
 * first. An episode is cut after `rounds` (truncated: learners bootstrap); with a continuation probability
 * below 1 every round may also be the last one (terminated).
 */
import { z } from 'zod';
import { type Game, type GameEvent, type GameSpec, type SeatIndex, type Transition } from '../../game.ts';
import { bySide, type OwnAndOther } from '../../ownAndOther.ts';
import type { Rng } from '../../random.ts';

export const COOPERATE = 0;
export const DEFECT = 1;

const params = z.strictObject({
  rounds: z.int().min(1).max(10_000).default(16),
  /** Probability that another round follows, tested after each round. */
  continuation: z.number().min(0).max(1).default(1),
  /** Reward to self; the first letter is one's own move. */
  payoffs: z
    .strictObject({
      cc: z.number().default(-1),
      cd: z.number().default(-3),
      dc: z.number().default(0),
      dd: z.number().default(-2),
    })
    .prefault({}),
});
export type IpdParams = z.infer<typeof params>;

export type IpdMove = typeof COOPERATE | typeof DEFECT;

/** One round as [move of seat 0, move of seat 1]. */
export type IpdRound = readonly [IpdMove, IpdMove];

export interface IpdState {
  readonly round: number;
  /** Linked, newest first: appending costs nothing however long the game. */
  readonly history: IpdHistory | undefined;
  /** Undiscounted sum of rewards. */
  readonly totals: readonly [number, number];
}
interface IpdHistory {
  readonly round: IpdRound;
  readonly earlier: IpdHistory | undefined;
}

/** From the seat's own side: own move and payoff first. A spectator sees seat 0's side. */
export interface IpdView {
  readonly round: number;
  readonly rounds: number;
  readonly continuation: number;
  readonly payoffs: IpdParams['payoffs'];
  /** Oldest first. */
  readonly history: readonly OwnAndOther<IpdMove>[];
  readonly total: OwnAndOther<number>;
}

/** `seat` is the one that defected against a cooperator. */
export interface IpdEvent extends GameEvent {
  readonly kind: 'mutual-cooperation' | 'mutual-defection' | 'exploitation';
}

const MUTUAL_COOPERATION = lone({ kind: 'mutual-cooperation' });
const MUTUAL_DEFECTION = lone({ kind: 'mutual-defection' });
const EXPLOITATION_BY_0 = lone({ kind: 'exploitation', seat: 0 });
const EXPLOITATION_BY_1 = lone({ kind: 'exploitation', seat: 1 });

/** Made once: a step only points to it. */
function lone(event: IpdEvent): readonly IpdEvent[] {
  return Object.freeze([Object.freeze(event)]);
}

export const ipd: Game<IpdParams, IpdState, IpdView, IpdEvent> = {
  id: 'ipd',
  title: "Iterated Prisoner's Dilemma",
  summary:
    'Two players choose again and again to cooperate or defect; defecting pays now, cooperation pays both.',
  rulesVersion: 1,
  params,
  presets: [
    { id: 'paper', title: '16 rounds', params: {} },
    { id: 'uncertain', title: 'Open end (9 in 10 go on)', params: { rounds: 100, continuation: 0.9 } },
  ],

  spec: (p): GameSpec => ({
    numSeats: 2,
    actions: { kind: 'discrete', names: ['cooperate', 'defect'] },
    defaultAction: COOPERATE,
    observation: { shape: [4], dtype: 'float32', low: 0, high: 1 },
    maxSteps: p.rounds,
    pace: { kind: 'turns', seconds: 20 },
  }),

  reset: () => ({ round: 0, history: undefined, totals: [0, 0] }),

  step(p, state, actions, rng): Transition<IpdState, IpdEvent> {
    const round = [actions[0], actions[1]] as unknown as IpdRound;
    const rewards = [payoff(p, round[0], round[1]), payoff(p, round[1], round[0])] as const;
    return {
      state: {
        round: state.round + 1,
        history: { round, earlier: state.history },
        totals: [state.totals[0] + rewards[0], state.totals[1] + rewards[1]],
      },
      rewards,
      terminated: endsHere(p, rng),
      events: eventsOf(round),
    };
  },

  observe(_p, state, seat, out): void {
    out.fill(0);
    const last = state.history?.round;
    if (last === undefined) return;
    out[last[seat] as number] = 1;
    out[2 + (last[1 - seat] as number)] = 1;
  },

  view(p, state, seat): IpdView {
    return {
      round: state.round,
      rounds: p.rounds,
      continuation: p.continuation,
      payoffs: p.payoffs,
      history: historyOf(state, seat),
      total: bySide(seat, state.totals),
    };
  },

  scrambleHidden: (_p, state) => state,
};

/** Reward of the player who moved `own` against `other`. */
export function payoff(p: IpdParams, own: IpdMove, other: IpdMove): number {
  if (own === COOPERATE) return other === COOPERATE ? p.payoffs.cc : p.payoffs.cd;
  return other === COOPERATE ? p.payoffs.dc : p.payoffs.dd;
}

function endsHere(p: IpdParams, rng: Rng): boolean {
  return p.continuation < 1 && !rng.chance(p.continuation);
}

function eventsOf([move0, move1]: IpdRound): readonly IpdEvent[] {
  if (move0 === move1) return move0 === COOPERATE ? MUTUAL_COOPERATION : MUTUAL_DEFECTION;
  return move0 === DEFECT ? EXPLOITATION_BY_0 : EXPLOITATION_BY_1;
}

function historyOf(state: IpdState, seat: SeatIndex | 'spectator'): readonly OwnAndOther<IpdMove>[] {
  const rounds: OwnAndOther<IpdMove>[] = [];
  for (let node = state.history; node !== undefined; node = node.earlier)
    rounds.push(bySide(seat, node.round));
  return rounds.reverse();
}
