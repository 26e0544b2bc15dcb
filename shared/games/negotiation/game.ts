/**
 * Negotiation: an exchange game with obligated ratios. In every round three items lie on the table, one of
 * each. What one player values much the other values little, and both know both. Each asks for an amount of
 * every item at once. If together they ask for no more than there is, each gets what it asked for; if for more,
 * the item is shared in the ratio of the two demands. Asking for everything pays whatever the other does; both
 * asking only for what they value more pays both most.
 *
 * Rules follow the Advantage Alignment authors' code: each item is worth 5 or 1 to seat 0, with probability one
 * half, and 6 minus that to seat 1; demands p lie in [0, 5]; a player gets sum over items of
 * p_own * value / max(5, p_own + p_other), divided by 15 (the paper's formula leaves out the sum and the 15).
 * A round is one step, and new values are dealt for the next. The observation is [item there, own values, own
 * demands, other's values, other's demands], everything / 10: values of this round, demands of the round before
 * (0 in the first). An episode is cut after `rounds` (truncated).
 */
import { z } from 'zod';
import { NO_EVENTS, type Game, type GameEvent, type GameSpec, type Transition } from '../../game.ts';
import { bySide, type OwnAndOther } from '../../ownAndOther.ts';
import type { Rng } from '../../random.ts';

const OBSERVATION_DIVISOR = 10;
/** A demand of this part of the most counts as a demand for everything. */
const NEARLY_ALL = 0.9;

const params = z
  .strictObject({
    rounds: z.int().min(1).max(10_000).default(50),
    items: z.int().min(1).max(8).default(3),
    /** The most that may be asked of an item, and how much of it there is to share. */
    maxProposal: z.number().positive().default(5),
    /** What an item can be worth; the other player's value is low + high minus one's own. */
    values: z
      .strictObject({ low: z.number().min(0).default(1), high: z.number().positive().default(5) })
      .prefault({}),
    /** Rewards are divided by this. Left out: items * high, so that the best both can reach together is 1. */
    rewardDivisor: z.number().positive().optional(),
  })
  .refine(({ values }) => values.low <= values.high, {
    path: ['values', 'low'],
    error: 'expected low to be at most high',
  });
export type NegotiationParams = z.infer<typeof params>;

export interface NegotiationState {
  readonly round: number;
  /** What the items of this round are worth to seat 0. */
  readonly values: readonly number[];
  readonly last: NegotiationRound | undefined;
  /** Undiscounted sum of rewards. */
  readonly totals: readonly [number, number];
}

/** A round that is over. */
export interface NegotiationRound {
  /** To seat 0. */
  readonly values: readonly number[];
  /** [seat][item] */
  readonly proposals: readonly [readonly number[], readonly number[]];
  readonly rewards: readonly [number, number];
}

/** From the seat's own side. A spectator sees seat 0's side. */
export interface NegotiationView {
  readonly round: number;
  readonly rounds: number;
  readonly maxProposal: number;
  readonly rewardDivisor: number;
  /** Of this round, per item. */
  readonly values: OwnAndOther<readonly number[]>;
  /** The round before, null in the first. */
  readonly last: {
    readonly values: OwnAndOther<readonly number[]>;
    readonly proposals: OwnAndOther<readonly number[]>;
    readonly rewards: OwnAndOther<number>;
  } | null;
  readonly total: OwnAndOther<number>;
}

export interface NegotiationEvent extends GameEvent {
  /**
   * efficient-split: together they got at least 0.9 of what they could have got.
   * greedy-claim: `seat` asked for at least 0.9 of the most of every item, though the other values one of them more.
   */
  readonly kind: 'efficient-split' | 'greedy-claim';
}

const EFFICIENT_SPLIT: NegotiationEvent = Object.freeze({ kind: 'efficient-split' });
const GREEDY_CLAIMS: readonly [NegotiationEvent, NegotiationEvent] = [
  Object.freeze({ kind: 'greedy-claim', seat: 0 }),
  Object.freeze({ kind: 'greedy-claim', seat: 1 }),
];

export const negotiation: Game<NegotiationParams, NegotiationState, NegotiationView, NegotiationEvent> = {
  id: 'negotiation',
  title: 'Negotiation',
  summary:
    'Two players ask for shares of items that they value differently; asking for everything pays, sparing pays both.',
  rulesVersion: 1,
  params,
  presets: [
    // Fifty rounds of three sliders are long for people: a quick match plays ten.
    { id: 'short', title: '10 rounds', params: { rounds: 10 } },
    { id: 'paper', title: '50 rounds', params: {} },
  ],

  spec: (p): GameSpec => ({
    numSeats: 2,
    actions: {
      kind: 'box',
      names: Array.from({ length: p.items }, (_, item) => `item ${item + 1}`),
      low: 0,
      high: p.maxProposal,
    },
    // Half of everything: neither generous nor greedy, and two absent players waste nothing but the difference in values.
    defaultAction: Array.from({ length: p.items }, () => p.maxProposal / 2),
    observation: {
      shape: [5 * p.items],
      dtype: 'float32',
      low: 0,
      high: Math.max(1, p.values.high, p.maxProposal) / OBSERVATION_DIVISOR,
    },
    maxSteps: p.rounds,
    pace: { kind: 'turns', seconds: 60 },
  }),

  reset: (p, rng) => ({ round: 0, values: deal(p, rng), last: undefined, totals: [0, 0] }),

  step(p, state, actions, rng): Transition<NegotiationState, NegotiationEvent> {
    const { values } = state;
    // Copied: a caller may use its arrays again.
    const own = (actions[0] as readonly number[]).slice();
    const other = (actions[1] as readonly number[]).slice();
    const rewards = rewardsOf(p, values, own, other);
    const last: NegotiationRound = { values, proposals: [own, other], rewards };
    return {
      state: {
        round: state.round + 1,
        values: deal(p, rng),
        last,
        totals: [state.totals[0] + rewards[0], state.totals[1] + rewards[1]],
      },
      rewards,
      terminated: false,
      events: eventsOf(p, last),
    };
  },

  observe(p, state, seat, out): void {
    const { items } = p;
    const own = state.last?.proposals[seat === 0 ? 0 : 1];
    const other = state.last?.proposals[seat === 0 ? 1 : 0];
    for (let item = 0; item < items; item += 1) {
      const toSeat0 = state.values[item] as number;
      const toSeat1 = valueToSeat1(p, toSeat0);
      out[item] = 1 / OBSERVATION_DIVISOR;
      out[items + item] = (seat === 0 ? toSeat0 : toSeat1) / OBSERVATION_DIVISOR;
      out[2 * items + item] = own ? (own[item] as number) / OBSERVATION_DIVISOR : 0;
      out[3 * items + item] = (seat === 0 ? toSeat1 : toSeat0) / OBSERVATION_DIVISOR;
      out[4 * items + item] = other ? (other[item] as number) / OBSERVATION_DIVISOR : 0;
    }
  },

  view(p, state, seat): NegotiationView {
    const { last } = state;
    const bothValues = (values: readonly number[]): readonly [readonly number[], readonly number[]] => [
      values,
      values.map((value) => valueToSeat1(p, value)),
    ];
    return {
      round: state.round,
      rounds: p.rounds,
      maxProposal: p.maxProposal,
      rewardDivisor: rewardDivisor(p),
      values: bySide(seat, bothValues(state.values)),
      last: last
        ? {
            values: bySide(seat, bothValues(last.values)),
            proposals: bySide(seat, last.proposals),
            rewards: bySide(seat, last.rewards),
          }
        : null,
      total: bySide(seat, state.totals),
    };
  },

  scrambleHidden: (_p, state) => state,
};

function rewardDivisor(p: NegotiationParams): number {
  return p.rewardDivisor ?? p.items * p.values.high;
}

function valueToSeat1(p: NegotiationParams, valueToSeat0: number): number {
  return p.values.low + p.values.high - valueToSeat0;
}

function deal(p: NegotiationParams, rng: Rng): readonly number[] {
  const values: number[] = [];
  for (let item = 0; item < p.items; item += 1) values.push(rng.chance(0.5) ? p.values.high : p.values.low);
  return values;
}

function rewardsOf(
  p: NegotiationParams,
  values: readonly number[],
  proposals0: readonly number[],
  proposals1: readonly number[],
): readonly [number, number] {
  let raw0 = 0;
  let raw1 = 0;
  for (let item = 0; item < p.items; item += 1) {
    const value = values[item] as number;
    const asked0 = proposals0[item] as number;
    const asked1 = proposals1[item] as number;
    const shared = Math.max(p.maxProposal, asked0 + asked1);
    raw0 += (asked0 * value) / shared;
    raw1 += (asked1 * valueToSeat1(p, value)) / shared;
  }
  const divisor = rewardDivisor(p);
  return [raw0 / divisor, raw1 / divisor];
}

function eventsOf(p: NegotiationParams, round: NegotiationRound): readonly NegotiationEvent[] {
  const efficient = isEfficient(p, round);
  const greedy0 = isGreedy(p, round, 0);
  const greedy1 = isGreedy(p, round, 1);
  if (!efficient && !greedy0 && !greedy1) return NO_EVENTS;
  const events: NegotiationEvent[] = [];
  if (efficient) events.push(EFFICIENT_SPLIT);
  if (greedy0) events.push(GREEDY_CLAIMS[0]);
  if (greedy1) events.push(GREEDY_CLAIMS[1]);
  return events;
}

function isEfficient(p: NegotiationParams, { values, rewards }: NegotiationRound): boolean {
  let best = 0;
  for (const value of values) best += Math.max(value, valueToSeat1(p, value));
  return (rewards[0] + rewards[1]) * rewardDivisor(p) >= NEARLY_ALL * best;
}

function isGreedy(p: NegotiationParams, { values, proposals }: NegotiationRound, seat: 0 | 1): boolean {
  let otherValuesOneMore = false;
  for (let item = 0; item < p.items; item += 1) {
    if ((proposals[seat][item] as number) < NEARLY_ALL * p.maxProposal) return false;
    const advantage = 2 * (values[item] as number) - (p.values.low + p.values.high);
    otherValuesOneMore ||= seat === 0 ? advantage < 0 : advantage > 0;
  }
  return otherValuesOneMore;
}
