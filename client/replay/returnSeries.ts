import type { LogEvent } from '../../shared/log/events.ts';

/** Return so far of each seat, over the steps of an episode. */
export interface ReturnSeries {
  /** Steps made: 0, ..., T. */
  readonly steps: readonly number[];
  /** [seat][step], as long as `steps`; 0 at the start. */
  readonly returns: readonly (readonly number[])[];
}

/** @param events a whole log   @param seats number of seats */
export function returnSeries(events: readonly LogEvent[], seats: number): ReturnSeries {
  const rows = events.filter((event) => event.kind === 'rewards');
  return {
    steps: [0, ...rows.map(({ step }) => step + 1)],
    returns: Array.from({ length: seats }, (_, seat) => [
      0,
      ...rows.map(({ returns }) => returns[seat] ?? 0),
    ]),
  };
}

/** At most `most` rows, evenly spread, first and last always among them.  @param most at least 2 */
export function thinnedRows(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}
