import type { GateLimits } from '../../shared/lifecycle/limits.ts';
import type { Seed } from '../../shared/random.ts';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import type { PlayerSources } from '../players/resolvePlayers.ts';

export interface OfflineSuiteOptions {
  readonly game: string;
  /** Of the candidate's checkpoint. */
  readonly folder: string;
  /** Ids of checkpoints; null: nobody is live. */
  readonly candidate: string;
  readonly live: string | null;
  readonly past: readonly string[];
  /** References of whoever else is to attack it. */
  readonly exploiters: readonly string[];
  /** Minutes of training of a best response to the candidate itself; left out: none is trained. */
  readonly respond?: { readonly minutes: number; readonly cpuSeconds: () => number };
  readonly limits: GateLimits;
  /** No training and no earlier suite may have started from here. */
  readonly seed: Seed;
  readonly places: AgentPlaces;
  readonly sources: PlayerSources;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** Called with the share of the work that is done. */
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

/** The same work, whose shares are those of a part of the whole. */
export function partOf<O extends Pick<OfflineSuiteOptions, 'breathe'>>(
  options: O,
  from: number,
  to: number,
): O {
  const { breathe } = options;
  return breathe === undefined
    ? options
    : { ...options, breathe: (done: number) => breathe(from + done * (to - from)) };
}
