import { z } from 'zod';

export const SEEDS_FORMAT = 'commonground.seeds/1';

const curves = z.strictObject({
  /** Decisions of all seats until then, in the middle of each point. */
  agentSteps: z.array(z.number()),
  /** By name, e.g. `self` for the reward of games in which all seats learn; null where nothing was measured. */
  values: z.record(z.string(), z.array(z.number().nullable())),
});
export type Curves = z.infer<typeof curves>;

const trainedSeed = z.strictObject({
  seed: z.int().min(0),
  /** 'unfinished': it has no result; the others as the trainer says. */
  kind: z.enum(['finished', 'stopped', 'broken', 'unfinished']),
  /** Why it is broken. */
  reason: z.string().nullable(),
  iterations: z.int().min(0),
  agentSteps: z.int().min(0),
  /** Of training, by the clock; null where unknown. */
  seconds: z.number().min(0).nullable(),
  /** Of training, by the processor; null where unknown. */
  cpuSeconds: z.number().min(0).nullable(),
  /** Id of what it learned, null if nothing was kept. */
  checkpoint: z.string().nullable(),
  /** After training; empty where it was not evaluated. */
  measures: z.array(
    z.strictObject({
      name: z.string(),
      mean: z.number(),
      standardError: z.number().nullable(),
      n: z.int().min(1),
    }),
  ),
  curves,
});
export type TrainedSeed = z.infer<typeof trainedSeed>;

/** `docs/results/GAME/ALGORITHM.json`: all seeds that were trained from one config. */
export const seedReportSchema = z.strictObject({
  format: z.literal(SEEDS_FORMAT),
  game: z.string(),
  algorithm: z.string(),
  rulesVersion: z.int(),
  codeVersion: z.string(),
  backend: z.string(),
  workers: z.int(),
  /** In the project; null if none of the committed ones was used as it is. */
  configFile: z.string().nullable(),
  /** First digits of the SHA-256 of the canonical JSON of `config`. */
  configHash: z.string(),
  config: z.record(z.string(), z.unknown()),
  /** How the measures came about; null if nothing was evaluated. */
  protocol: z.string().nullable(),
  /** In the order of their numbers. */
  seeds: z.array(trainedSeed).min(1),
});
export type SeedReport = z.infer<typeof seedReportSchema>;
