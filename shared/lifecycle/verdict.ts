import type { GateLimits, Limit } from './limits.ts';

/** Steps of the gate, each with limits of its own; `live` is judged for as long as an agent is live. */
export const GATE_STEPS = ['offline', 'shadow', 'canary', 'live'] as const;
export type GateStep = (typeof GATE_STEPS)[number];

/** A mean, and how sure it is. */
export interface Measure {
  readonly mean: number;
  /** Null where one value tells nothing about the spread, and where there is no spread. */
  readonly standardError: number | null;
  /** Independent values behind the mean. */
  readonly n: number;
}

/** By name, as limits name them. */
export type Measures = Readonly<Record<string, Measure>>;

/** What a step is judged by. */
export interface StepEvidence {
  readonly measures: Measures;
  /** Id of the agent that was live; null: nobody was. */
  readonly live: string | null;
}

/** One limit beside what was measured. */
export interface Check extends Limit {
  readonly value: Measure | null;
  readonly status: 'held' | 'broken' | 'open';
}

export interface Verdict {
  /** `wait`: nothing is broken, and not everything is known yet. */
  readonly kind: 'pass' | 'refuse' | 'wait';
  /** Why it was refused, a sentence for each limit that is broken; else empty. */
  readonly reasons: readonly string[];
  /** All limits of the step, in their order. */
  readonly checks: readonly Check[];
}

/** Standard errors on either side of a mean: beyond them is 1 in 100, both sides together. */
const SURE = 2.58;

/**
 * Judges what was measured in a step by the limits of the game, and by nothing else.
 * A limit holds or is broken once that is sure; what is not sure yet is open until there are `most` values, when the
 * mean alone decides. A measure that is lacking, or rests on fewer than `least` values, is open.
 */
export function verdict(step: GateStep, { measures, live }: StepEvidence, limits: GateLimits): Verdict {
  const asked = limits[step].filter(({ besideLive }) => live !== null || besideLive !== true);
  const checks = asked.map((limit): Check => {
    const value = measures[limit.measure] ?? null;
    return { ...limit, value, status: statusOf(limit, value) };
  });
  const reasons = checks.filter(({ status }) => status === 'broken').map(sentence);
  const isOpen = checks.some(({ status }) => status === 'open');
  return { kind: reasons.length > 0 ? 'refuse' : isOpen ? 'wait' : 'pass', reasons, checks };
}

function statusOf(
  { low = -Infinity, high = Infinity, least, most = Infinity }: Limit,
  value: Measure | null,
): Check['status'] {
  if (value === null || value.n < least) return 'open';
  const { mean, n } = value;
  // A mean that is no number keeps no promise.
  if (!Number.isFinite(mean)) return 'broken';
  const margin = n >= most ? 0 : SURE * (value.standardError ?? 0);
  if (mean - margin >= low && mean + margin <= high) return 'held';
  if (mean + margin < low || mean - margin > high) return 'broken';
  return 'open';
}

function sentence({ because, measure, low, high, value }: Check): string {
  const asked = [
    low === undefined ? [] : [`at least ${low}`],
    high === undefined ? [] : [`at most ${high}`],
  ].flat();
  const { mean, standardError, n } = value as Measure;
  const error = standardError === null ? '' : ` +- ${rounded(standardError)}`;
  return `${because} (${measure}: expected ${asked.join(' and ')}, got ${rounded(mean)}${error}, n ${n})`;
}

function rounded(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);
}
