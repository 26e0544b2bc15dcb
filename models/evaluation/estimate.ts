import { mean, standardError } from './statistics.ts';

/** A mean over episodes. */
export interface Estimate {
  readonly mean: number;
  /** Null after a single episode. */
  readonly standardError: number | null;
  /** Episodes that have a value. */
  readonly n: number;
}

/** @param values null where an episode has none   @returns null if none has */
export function estimate(values: readonly (number | null)[]): Estimate | null {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return null;
  return { mean: mean(there), standardError: standardError(there), n: there.length };
}
