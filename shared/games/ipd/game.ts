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
import {
  NO_EVENTS,
  type Game,
  type GameEvent,
  type GameSpec,
  type SeatIndex,
  type Transition,
} from '../../game.ts';
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
  readonly last: IpdRound | undefined;
  /** Linked, newest first: appending costs nothing however long the game. */
  readonly history: IpdHistory | undefined;
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
  readonly history: readonly { readonly own: IpdMove; readonly other: IpdMove }[];
  readonly total: { readonly own: number; readonly other: number };
}

export interface IpdEvent extends GameEvent {
  readonly kind: 'mutual-cooperation' | 'mutual-defection' | 'exploitation';
}

const EVENTS = {
  cooperation: Object.freeze([{ kind: 'mutual-cooperation' }] as const),
  defection: Object.freeze([{ kind: 'mutual-defection' }] as const),
  exploitation: [0, 1].map((seat) => Object.freeze([{ kind: 'exploitation', seat }] as const)),
};

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

  reset: () => ({ round: 0, last: undefined, history: undefined }),

  step(p, state, actions, rng): Transition<IpdState, IpdEvent> {
    const last = [actions[0], actions[1]] as unknown as IpdRound;
    return {
      state: { round: state.round + 1, last, history: { round: last, earlier: state.history } },
      rewards: [payoff(p, last[0], last[1]), payoff(p, last[1], last[0])],
      terminated: endsHere(p, rng),
      events: eventsOf(last),
    };
  },

  observe(_p, state, seat, out): void {
    out.fill(0);
    if (state.last === undefined) return;
    out[state.last[seat] as number] = 1;
    out[2 + (state.last[1 - seat] as number)] = 1;
  },

  view(p, state, seat): IpdView {
    const self = seat === 'spectator' ? 0 : seat;
    const history = historyOf(state, self);
    return {
      round: state.round,
      rounds: p.rounds,
      continuation: p.continuation,
      payoffs: p.payoffs,
      history,
      total: {
        own: history.reduce((sum, r) => sum + payoff(p, r.own, r.other), 0),
        other: history.reduce((sum, r) => sum + payoff(p, r.other, r.own), 0),
      },
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

function eventsOf([a, b]: IpdRound): readonly IpdEvent[] {
  if (a === b) return a === COOPERATE ? EVENTS.cooperation : EVENTS.defection;
  return EVENTS.exploitation[a === DEFECT ? 0 : 1] ?? NO_EVENTS;
}

function historyOf(state: IpdState, self: SeatIndex): { own: IpdMove; other: IpdMove }[] {
  const rounds: { own: IpdMove; other: IpdMove }[] = [];
  for (let node = state.history; node !== undefined; node = node.earlier) {
    rounds.push({ own: node.round[self] as IpdMove, other: node.round[1 - self] as IpdMove });
  }
  return rounds.reverse();
}
