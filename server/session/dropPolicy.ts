import type { ScriptProgram } from '../players/program.ts';
import type { EpisodeRun } from './episodeRun.ts';
import type { Seat } from './seat.ts';
import { peopleOf } from './seating.ts';
import type { TableSpec } from './tableSpec.ts';

export interface Drop {
  /** Whose person is away past the grace period, or has left for good. */
  readonly seat: Seat;
  readonly reason: 'dropped' | 'left';
  readonly seats: readonly Seat[];
  readonly spec: TableSpec;
  readonly run: EpisodeRun;
  /** Plays on for the person where the policy says so. */
  readonly guide: () => ScriptProgram;
}

/**
 * Does with the seat what the table's policy says.
 * @returns 'end' if the episode cannot fairly go on: by the policy, or because every person has given up
 */
export function applyDropPolicy({ seat, reason, seats, spec, run, guide }: Drop): 'end' | 'go-on' {
  seat.presence = 'left';
  const policy = peopleOf(seats).length === 0 ? 'end' : spec.setup.onDrop;
  switch (policy) {
    case 'end':
      return 'end';
    case 'scripted-takeover':
      seat.presence = 'replaced';
      if (!seat.standIn) run.standIn(seat, guide(), reason);
      return 'go-on';
    case 'default-action':
    default:
      return 'go-on';
  }
}
