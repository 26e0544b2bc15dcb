/**
 * Learners that learn as one, each from games of its own: what an update sums or averages over games is summed
 * over all members, so that all take the same step.
 */
export interface Team {
  readonly size: number;
  /** Number of this member, from 0. */
  readonly member: number;
  /**
   * Replaces all numbers by their sums over all members, the same for each. Waits until every member has called with
   * as many of the same kind.
   * @throws Error if a member fails
   */
  sum(...parts: readonly (Float32Array | Float64Array)[]): void;
}

export const ALONE: Team = { size: 1, member: 0, sum: () => undefined };
