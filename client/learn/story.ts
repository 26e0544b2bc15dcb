import { LEARN } from './learnStrings.ts';
import type { LearnState } from './learnState.ts';

/** What the story needs of the config. */
export interface Lessons {
  /** Side by side, in one lesson. */
  readonly games: number;
  /** Rounds of each. */
  readonly steps: number;
  /** Iterations at the start in which only the critic learns. */
  readonly warmUp: number;
}

/** What is happening, in one or two sentences. */
export function storyOf({ status, current }: LearnState, { games, steps, warmUp }: Lessons): string {
  if (!current) return status.kind === 'failed' ? LEARN.failed(status.reason) : LEARN.storyIdle(games, steps);
  const practiced = current.rewards.length;
  const { phase, choice } = current;
  const trapped = phase === 'defected' && practiced >= warmUp;
  const control = choice.algorithm === 'actor-critic';
  const parts = [
    practiced < warmUp ? LEARN.storyWarmUp(warmUp - practiced) : LEARN.phases[phase],
    trapped && control ? LEARN.controlStays : '',
    trapped && !control && status.kind === 'finished' ? LEARN.moreLessons : '',
    status.kind === 'finished' ? LEARN.finished : '',
    status.kind === 'paused' ? LEARN.paused : '',
    status.kind === 'failed' ? LEARN.failed(status.reason) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Changes when there is something new to say aloud: not with every number. */
export function momentOf({ status, current }: LearnState, { warmUp }: Lessons): string {
  if (!current) return status.kind;
  const warm = current.rewards.length < warmUp ? 'warming up' : current.phase;
  return `${current.run} ${status.kind} ${warm}`;
}
