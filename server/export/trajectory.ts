import { observationBuffer, type GameSpec } from '../../shared/game.ts';
import type { Episode } from '../../shared/episode.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { replay } from '../../shared/log/replay.ts';
import type { TrajectoryRow } from './tables.ts';

/**
 * Replays an episode and yields its steps with the observations that the seats had, and one row behind the
 * last step. The field names and the meaning of a row are those of RLDS (github.com/google-research/rlds).
 * @throws ReplayDivergence
 */
export function writeTrajectory(events: readonly LogEvent[], write: (row: TrajectoryRow) => void): void {
  let before: number[][] = [];
  let id = '';
  let last: Episode | undefined;
  const { status } = replay(events, {
    onStart({ header, episode, spec }) {
      id = header.episode;
      last = episode;
      before = observations(episode, spec);
    },
    onStep({ step, decisions, rewards, status }, { episode, spec }) {
      write({
        episode_id: id,
        step,
        is_first: step === 0,
        is_last: false,
        is_terminal: false,
        observation: before,
        action: decisions.map(({ action }) => action),
        reward: [...rewards],
        discount: status === 'terminated' ? 0 : 1,
      });
      before = observations(episode, spec);
    },
  });
  const step = last?.step ?? 0;
  write({
    episode_id: id,
    step,
    is_first: step === 0,
    is_last: true,
    is_terminal: status === 'terminated',
    observation: before,
    action: null,
    reward: null,
    discount: null,
  });
}

/** [seat][element] */
function observations(episode: Episode, spec: GameSpec): number[][] {
  const buffer = observationBuffer(spec);
  return Array.from({ length: spec.numSeats }, (_, seat) => {
    episode.observe(seat, buffer);
    return Array.from(buffer);
  });
}
