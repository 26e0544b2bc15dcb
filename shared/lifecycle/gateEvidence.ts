import { z } from 'zod';
import { GATE_STEPS } from './verdict.ts';

export const GATE_EVIDENCE_FORMAT = 'commonground.gate/1';

const measure = z.strictObject({
  // JSON has no NaN, and a mean of nothing is none.
  mean: z
    .number()
    .nullable()
    .transform((mean) => mean ?? NaN),
  standardError: z.number().nullable(),
  n: z.int().min(0),
});

const check = z.strictObject({
  measure: z.string(),
  low: z.number().exactOptional(),
  high: z.number().exactOptional(),
  least: z.number(),
  most: z.number().exactOptional(),
  besideLive: z.literal(true).exactOptional(),
  because: z.string(),
  value: measure.nullable(),
  status: z.enum(['held', 'broken', 'open']),
});

/** What became of one attack on the candidate, in reward per step and seat. */
const ladderRow = z.strictObject({
  ref: z.string(),
  version: z.string().nullable(),
  /** A script of the project's list, a trained best response, or one that somebody named. */
  kind: z.enum(['scripted', 'learned', 'other']),
  /** It gains and the candidate loses, both beyond doubt. */
  exploits: z.boolean(),
  exploiter: measure,
  target: measure,
  /** Beyond what a copy of the candidate gets there. */
  gain: measure,
  /** What the candidate gets less than among its copies. */
  loss: measure,
});

/** What a step of the gate was decided by: written once, never changed, found by the hash of its content. */
export const gateEvidenceSchema = z.strictObject({
  format: z.literal(GATE_EVIDENCE_FORMAT),
  step: z.enum(GATE_STEPS),
  game: z.string(),
  /** Id of the checkpoint that was judged. */
  candidate: z.string(),
  /** Ids of those that it was measured beside. */
  live: z.string().nullable(),
  past: z.array(z.string()),
  /** Where the randomness of the offline suite started; null in rooms. */
  seed: z.int().min(0).nullable(),
  codeVersion: z.string(),
  /** Milliseconds since 1970-01-01T00:00Z. */
  at: z.number(),
  /** All that was measured, whether or not there is a limit to it. */
  measures: z.record(z.string(), measure),
  /** Of the offline suite, whoever gains most first. */
  ladder: z.array(ladderRow).exactOptional(),
  /** What went wrong on the way, or is to be known besides, in words. */
  notes: z.array(z.string()),
  verdict: z.strictObject({
    kind: z.enum(['pass', 'refuse', 'wait']),
    reasons: z.array(z.string()),
    checks: z.array(check),
  }),
});
export type GateEvidence = z.output<typeof gateEvidenceSchema>;
