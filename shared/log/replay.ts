import type { EpisodeStatus } from '../episode.ts';
import type { EpisodeEnded, EpisodeStarted, LogEvent } from './events.ts';
import { LogVerifier, type VerifiedStep, type VerifierOptions } from './logVerifier.ts';

export interface ReplayedEpisode {
  readonly header: EpisodeStarted;
  readonly steps: number;
  /** 'running' where the log stops before the rules ended the episode. */
  readonly status: EpisodeStatus;
  /** Undiscounted, one per seat. */
  readonly returns: readonly number[];
  /** Undefined while the episode runs. */
  readonly end: EpisodeEnded | undefined;
}

export interface ReplayOptions extends VerifierOptions {
  /** Called after each step; `replaying.episode` stands behind it. */
  readonly onStep?: (step: VerifiedStep, replaying: LogVerifier) => void;
  /** Called before the first step. */
  readonly onStart?: (replaying: LogVerifier) => void;
}

/**
 * Plays the log of one episode again, from its start to its last step, and verifies every reward and return.
 * Decisions behind the last resolved step (the episode was cut) are checked against the action space only.
 * @throws ReplayDivergence at the first difference
 */
export function replay(
  events: Iterable<LogEvent>,
  { onStart, onStep, ...options }: ReplayOptions = {},
): ReplayedEpisode {
  let replaying: LogVerifier | undefined;
  for (const event of events) {
    if (replaying) {
      const step = replaying.take(event);
      if (step) onStep?.(step, replaying);
    } else {
      replaying = new LogVerifier(event, options);
      onStart?.(replaying);
    }
  }
  // An empty log has no first event: the constructor says so.
  const { header, episode, end } = replaying ?? new LogVerifier(undefined, options);
  return { header, steps: episode.step, status: episode.status, returns: [...episode.returns], end };
}
