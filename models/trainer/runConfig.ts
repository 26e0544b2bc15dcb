import { z } from 'zod';
import { BACKEND_NAMES } from '../backend.ts';
import { exploitsSchema } from '../checkpoints/checkpoint.ts';
import { trainingConfig } from '../config.ts';

const agentId = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');

export const RUN_FORMAT = 'commonground.run/1';

/** `config.json` of a run's folder: all that the run is a function of, and how long it is to last. */
export const runConfigSchema = z.strictObject({
  format: z.literal(RUN_FORMAT),
  config: trainingConfig,
  seed: z.int().min(0),
  backend: z.enum(BACKEND_NAMES),
  /** Threads that share the games of every iteration: another number gives other weights. */
  workers: z.int().min(1).default(1),
  /** Whatever comes first. */
  until: z.strictObject({ iterations: z.int().min(1).optional(), minutes: z.number().positive().optional() }),
  /** Whom it is to be a best response to. */
  exploits: exploitsSchema.exactOptional(),
  /** The agent whose weights it starts with, and those that are its first past selves besides, oldest first. */
  from: z.strictObject({ parent: agentId, past: z.array(agentId).default([]) }).exactOptional(),
  rulesVersion: z.int(),
  /** Version of the code that began it. */
  codeVersion: z.string(),
  created: z.iso.datetime(),
  /** What one types to do it again. */
  command: z.string(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
