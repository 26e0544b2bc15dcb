/** How simulated people differ: what they play, how long they think, how often they err, reload and walk away. */
import { gaussian } from '../../shared/gaussian.ts';
import { pick, type Rng } from '../../shared/random.ts';

export interface Habits {
  /** Of thinking about a move, log-normal. Tick games: of a reaction. */
  readonly thinkMedianMs: number;
  readonly thinkSigma: number;
  /** Chances, each per move. */
  readonly mistake: number;
  readonly reload: number;
  readonly walkOut: number;
  /** Chance of looking away for a whole turn, or in tick games for a moment. */
  readonly lookAway: number;
  /** Chance of another game at the same table. */
  readonly again: number;
}

export const STYLES = ['fair', 'greedy', 'forgiving', 'idle'] as const;
export type Style = (typeof STYLES)[number];

/** About what people take to read a round of a matrix game, and to react to what they see move. */
const ORDINARY: Habits = {
  thinkMedianMs: 1200,
  thinkSigma: 0.6,
  mistake: 0.03,
  reload: 0.01,
  walkOut: 0.002,
  lookAway: 0.005,
  again: 0.35,
};

const HABITS: Readonly<Record<Style, Habits>> = {
  fair: ORDINARY,
  greedy: { ...ORDINARY, thinkMedianMs: 900, mistake: 0.02 },
  forgiving: { ...ORDINARY, thinkMedianMs: 1500, mistake: 0.05 },
  idle: { ...ORDINARY, thinkMedianMs: 2500, mistake: 0.1, walkOut: 0.01, lookAway: 0.15, again: 0.1 },
};

/** Decisions come faster in tick games, so what may happen at each must be rarer. */
const IN_TICKS = 1 / 20;
const REACTION_MS = 260;

/** What a style plays, by game; a name of a scripted player that sees what a person sees. */
const PLAYERS: Readonly<Record<Style, Readonly<Record<string, readonly [string, ...string[]]>>>> = {
  fair: {
    ipd: ['tit-for-tat', 'generous-tit-for-tat', 'win-stay-lose-shift'],
    coin: ['reciprocator'],
    negotiation: ['proportional-tit-for-tat'],
    harvest: ['restrained'],
  },
  greedy: {
    ipd: ['always-defect', 'extort-2', 'alternator'],
    coin: ['always-defect'],
    negotiation: ['always-defect'],
    harvest: ['sighted-greedy', 'over-harvester'],
  },
  forgiving: {
    ipd: ['tit-for-two-tats', 'always-cooperate'],
    coin: ['always-cooperate'],
    negotiation: ['always-cooperate'],
    harvest: ['restrained'],
  },
  idle: {
    ipd: ['random'],
    coin: ['random'],
    negotiation: ['random'],
    harvest: ['random'],
  },
};

export function habitsOf(style: Style, pace: 'turns' | 'ticks'): Habits {
  const habits = HABITS[style];
  if (pace === 'turns') return habits;
  return {
    ...habits,
    thinkMedianMs: REACTION_MS,
    mistake: habits.mistake * IN_TICKS,
    reload: habits.reload * IN_TICKS,
    walkOut: habits.walkOut * IN_TICKS,
  };
}

/** Name of a scripted player of the game. */
export function playerOf(style: Style, game: string, rng: Rng): string {
  return pick(rng, PLAYERS[style][game] ?? ['random']);
}

/** Log-normal, in milliseconds. */
export function thinkingMs({ thinkMedianMs, thinkSigma }: Habits, rng: Rng): number {
  return thinkMedianMs * Math.exp(thinkSigma * gaussian(rng));
}
