import type { Probe } from './protocol.ts';

/**
 * What a learner seems to be at:
 * random: nothing learned that shows; defecting: it defects more and more; defected: both copies defect nearly always;
 * answering: what it does depends on what the other did; cooperating: both copies cooperate, but it also lets others
 * take advantage; grim: it cooperates with those who do, and never forgives; tit-for-tat: it answers like with like.
 */
export const PHASES = [
  'random',
  'defecting',
  'defected',
  'answering',
  'cooperating',
  'grim',
  'tit-for-tat',
] as const;
export type Phase = (typeof PHASES)[number];

export interface Evidence {
  /** Mean reward of a round in self-play, by iteration; -1 if both cooperate, -2 if both defect. */
  readonly rewards: readonly number[];
  readonly probe: Probe;
}

/** Iterations whose rewards are averaged. */
const WINDOW = 10;

/** Thresholds are rough: they choose words for people, not results for a table. */
export function phaseOf({ rewards, probe: { cooperation } }: Evidence): Phase {
  const recent = rewards.slice(-WINDOW);
  const reward = recent.length === 0 ? -1.5 : recent.reduce((sum, each) => sum + each, 0) / recent.length;
  const { CC, CD, DC } = cooperation;
  if (reward > -1.2) {
    if (CD > 0.3) return 'cooperating';
    return DC > 0.6 ? 'tit-for-tat' : 'grim';
  }
  const answers = Math.max(CC, DC) - CD;
  if (answers > 0.3) return 'answering';
  if (reward < -1.9) return 'defected';
  return reward < -1.6 ? 'defecting' : 'random';
}
