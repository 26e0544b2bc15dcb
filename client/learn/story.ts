import { LEARN } from './learnStrings.ts';
import type { LearnState } from './learnState.ts';

/** Iterations at the start in which only the critic learns, by the configs. */
const WARM_UP = 30;

/** What is happening, in one or two sentences. */
export function storyOf({ status, current }: LearnState): string {
  if (!current) return status.kind === 'failed' ? LEARN.failed(status.reason) : LEARN.storyIdle;
  const practiced = current.rewards.length;
  const { phase, choice } = current;
  const trapped = phase === 'defected' && practiced >= WARM_UP;
  const control = choice.algorithm === 'actor-critic';
  const parts = [
    practiced < WARM_UP ? LEARN.storyWarmUp(WARM_UP - practiced) : LEARN.phases[phase],
    trapped && control ? LEARN.controlStays : '',
    trapped && !control && status.kind === 'finished' ? LEARN.moreLessons : '',
    status.kind === 'finished' ? LEARN.finished : '',
    status.kind === 'paused' ? LEARN.paused : '',
    status.kind === 'failed' ? LEARN.failed(status.reason) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Changes when there is something new to say aloud: not with every number. */
export function momentOf({ status, current }: LearnState): string {
  if (!current) return status.kind;
  const warm = current.rewards.length < WARM_UP ? 'warming up' : current.phase;
  return `${current.run} ${status.kind} ${warm}`;
}
