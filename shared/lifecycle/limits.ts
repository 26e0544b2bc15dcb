import type { CanaryRooms } from './canaryShare.ts';

/** What a measure must keep to. */
export interface Limit {
  readonly measure: string;
  /** The least that it may be. */
  readonly low?: number;
  /** The most that it may be. */
  readonly high?: number;
  /** Values without which nothing is said. */
  readonly least: number;
  /** Values from which on the mean decides even where it is not sure; left out: it never does. */
  readonly most?: number;
  /** Not asked where no agent of the game is live. */
  readonly besideLive?: true;
  /** What is wrong with an agent that breaks it, as a sentence without its full stop. */
  readonly because: string;
}

export interface GateLimits {
  readonly suite: {
    /** Of every pairing, all from the same starts. */
    readonly episodes: number;
    /** Exactly so many steps an episode; left out: the game's own ending. */
    readonly steps?: number;
    /** Of every exploiter of the ladder, and of the agent with itself beside them. */
    readonly ladderEpisodes: number;
    /** Whom the agent meets, and the live agent in its place, besides itself, the live agent and those before it. */
    readonly opponents: readonly string[];
  };
  readonly offline: readonly Limit[];
  readonly shadow: readonly Limit[];
  readonly canaryRooms: CanaryRooms;
  readonly canary: readonly Limit[];
  readonly live: readonly Limit[];
}

const EXPLOITABLE = 'It lets itself be exploited';
const EXPLOITS = 'It exploits its partners';
const CANNOT_COOPERATE = 'It does not get along with itself';
const UNLIKE_LIVE = 'It does not get along with the live agent';
const WORSE = 'It is worse than the live agent from the same starts';
const SLOW = 'It is too slow';
const FAILS = 'It fails to decide';
const UNLIKE = 'It does other things than the live agent most of the time';
const LESS = 'It gets less in rooms than the live agent, or the one before it';

/** Names of the measures that every game has; those of pairings are below. */
export const MEASURE = {
  usable: 'usable weights',
  latency: 'median milliseconds a decision',
  selfPlay: 'self-play',
  bestResponse: 'gain of the best response',
  paired: 'own return less the live agent’s',
  agreement: 'agreement with the live agent',
  shadowMs: 'milliseconds longer to an answer than the live agent',
  misses: 'share of decisions missed',
  moreMisses: 'share of decisions missed, less that of the other',
  faults: 'share of decisions failed',
  fellShort: 'return less that of the other',
  partnersFellShort: 'partners’ return less that beside the other',
  returns: 'return a step',
} as const;

/** What the agent gets a step from an opponent. */
export const against = (opponent: string): string => `against ${opponent}`;
/** What an opponent is left a step. */
export const leftTo = (opponent: string): string => `left to ${opponent}`;
/** As an opponent. */
export const LIVE = 'the live agent';

const DEFECT = 'scripted:always-defect';
const COOPERATE = 'scripted:always-cooperate';

/** Rewards a step, which differ from game to game. */
interface Tolerances {
  readonly selfPlay: number;
  readonly againstDefectors: number;
  readonly leftToCooperators: number;
  readonly bestResponseGain: number;
  readonly againstLive: number;
  readonly worse: number;
  readonly latencyMs: number;
  /** Decisions after which shadows are judged; episodes for canaries. */
  readonly decisions: number;
  readonly episodes: number;
}

function twoSeats(suite: GateLimits['suite'], allowed: Tolerances): GateLimits {
  const { episodes } = suite;
  const all = { least: episodes, most: episodes };
  const attacks = { least: suite.ladderEpisodes, most: suite.ladderEpisodes };
  return {
    suite,
    offline: [
      ...soundness(allowed.latencyMs),
      { measure: MEASURE.selfPlay, low: allowed.selfPlay, ...all, because: CANNOT_COOPERATE },
      { measure: against(DEFECT), low: allowed.againstDefectors, ...all, because: EXPLOITABLE },
      { measure: leftTo(COOPERATE), low: allowed.leftToCooperators, ...all, because: EXPLOITS },
      { measure: MEASURE.bestResponse, high: allowed.bestResponseGain, ...attacks, because: EXPLOITABLE },
      { measure: against(LIVE), low: allowed.againstLive, ...all, besideLive: true, because: UNLIKE_LIVE },
      { measure: leftTo(LIVE), low: allowed.againstLive, ...all, besideLive: true, because: EXPLOITS },
      { measure: MEASURE.paired, low: -allowed.worse, ...all, besideLive: true, because: WORSE },
    ],
    ...inRooms(allowed),
  };
}

function soundness(latencyMs: number): readonly Limit[] {
  return [
    {
      measure: MEASURE.usable,
      low: 1,
      least: 1,
      because: 'Its weights are damaged, not finite or of another game',
    },
    { measure: MEASURE.latency, high: latencyMs, least: 1, most: 1, because: SLOW },
  ];
}

/** The other is the live agent for a canary, and the one before it for the live agent. */
function inRooms({
  decisions,
  episodes,
  worse,
  agreement = 0.3,
}: Pick<Tolerances, 'decisions' | 'episodes' | 'worse'> & { readonly agreement?: number }) {
  const rolling = { least: decisions, most: 5 * decisions };
  // By then 3 * worse is two standard errors of the difference, as a mixed crowd plays (test/shared/lifecycle/limits.test.ts).
  const often = { least: episodes, most: 1.5 * episodes };
  const faults = { measure: MEASURE.faults, high: 0.001, ...rolling, because: FAILS };
  return {
    // Beside the live agent at the same moments: a machine that is busy should make nobody too slow. Among threads that
    // compete for it chance makes some late all the same, while those that are slow by nature take longer on average.
    shadow: [
      faults,
      { measure: MEASURE.misses, high: 0.2, ...rolling, because: SLOW },
      { measure: MEASURE.shadowMs, high: 100, ...rolling, because: SLOW },
      { measure: MEASURE.agreement, low: agreement, ...rolling, because: UNLIKE },
    ],
    canaryRooms: { least: 0.2, most: 0.5, episodes: often.most, minutes: 10 },
    canary: [
      faults,
      { measure: MEASURE.moreMisses, high: 0.05, ...rolling, because: SLOW },
      { measure: MEASURE.fellShort, low: -3 * worse, ...often, because: LESS },
      { measure: MEASURE.partnersFellShort, low: -3 * worse, ...often, because: EXPLOITS },
    ],
    // Never by the mean alone: the way back is for what is sure.
    live: [
      { measure: MEASURE.faults, high: 0.02, least: decisions, because: FAILS },
      { measure: MEASURE.misses, high: 0.5, least: decisions, because: SLOW },
      { measure: MEASURE.moreMisses, high: 0.1, least: decisions, because: SLOW },
      { measure: MEASURE.fellShort, low: -6 * worse, least: episodes, because: LESS },
    ],
  };
}

/** Episodes of Harvest, which are long and much alike. */
const SIX = { least: 6, most: 6 };

/** What every agent must keep to before people meet it, by game. Rewards are per step and seat. */
export const GATE_LIMITS: Readonly<Record<string, GateLimits>> = {
  // Minus years in prison: -1 each for cooperation, -2 each for defection, 0 and -3 where one exploits the other.
  ipd: twoSeats(
    {
      episodes: 200,
      ladderEpisodes: 64,
      opponents: [
        DEFECT,
        COOPERATE,
        'scripted:tit-for-tat',
        'scripted:grim',
        'scripted:extort-2',
        'scripted:win-stay-lose-shift',
        'scripted:random',
      ],
    },
    {
      selfPlay: -1.25,
      againstDefectors: -2.3,
      leftToCooperators: -1.5,
      bestResponseGain: 0.2,
      againstLive: -1.3,
      worse: 0.1,
      latencyMs: 2,
      decisions: 40,
      episodes: 8,
    },
  ),
  coin: twoSeats(
    {
      episodes: 200,
      ladderEpisodes: 128,
      steps: 16,
      opponents: [DEFECT, COOPERATE, 'scripted:reciprocator', 'scripted:random'],
    },
    {
      selfPlay: 0.2,
      againstDefectors: -0.2,
      leftToCooperators: 0.15,
      bestResponseGain: 0.15,
      againstLive: 0.15,
      worse: 0.05,
      latencyMs: 2,
      decisions: 100,
      episodes: 8,
    },
  ),
  negotiation: twoSeats(
    {
      episodes: 100,
      ladderEpisodes: 64,
      opponents: [DEFECT, COOPERATE, 'scripted:proportional-tit-for-tat', 'scripted:random'],
    },
    {
      selfPlay: 0.33,
      againstDefectors: 0.22,
      leftToCooperators: 0.33,
      bestResponseGain: 0.1,
      againstLive: 0.3,
      worse: 0.04,
      latencyMs: 2,
      decisions: 40,
      episodes: 8,
    },
  ),
  // Apples a step and seat. Agents that spare the commons get .066 to .084 among copies and leave restrained scripts .063
  // to .070; PPO racers, who strip it, .010 and .007, and .037 less than the live agent.
  harvest: {
    suite: {
      episodes: 6,
      ladderEpisodes: 6,
      steps: 1000,
      opponents: ['scripted:greedy', 'scripted:restrained'],
    },
    offline: [
      ...soundness(10),
      { measure: MEASURE.selfPlay, low: 0.04, ...SIX, because: CANNOT_COOPERATE },
      {
        measure: against('scripted:restrained'),
        low: 0.02,
        ...SIX,
        because: 'It starves beside those who spare the commons',
      },
      { measure: leftTo('scripted:restrained'), low: 0.04, ...SIX, because: EXPLOITS },
      // Who strips a spared commons gains nothing in the end; who guards a bush may.
      { measure: MEASURE.bestResponse, high: 0.03, ...SIX, because: EXPLOITABLE },
      { measure: MEASURE.paired, low: -0.015, ...SIX, besideLive: true, because: WORSE },
    ],
    // Many ways lead to an apple: a good agent of another seed has .275 in common with the released one.
    ...inRooms({ decisions: 1000, episodes: 6, worse: 0.005, agreement: 0.15 }),
  },
};

/** @throws RangeError if none are written for the game */
export function gateLimits(game: string): GateLimits {
  const limits = GATE_LIMITS[game];
  if (limits !== undefined) return limits;
  throw new RangeError(`expected a game with limits (${Object.keys(GATE_LIMITS).join(', ')}), got ${game}`);
}
