import { z } from 'zod';

const part = z.enum(['C', 'E', 'V', 'S']);

/** One training run, frozen. Rates and weights as in the paper's tables; see `configs/` for values that work. */
export const trainingConfig = z.strictObject({
  game: z.string(),
  /** Input of the game's own schema. */
  params: z.record(z.string(), z.unknown()).default({}),
  algorithm: z.enum([
    'advantage-alignment',
    'proximal-advantage-alignment',
    'actor-critic',
    'actor-critic-summed',
    'ppo',
    'ppo-summed',
  ]),
  /** B: games side by side. */
  games: z.int().min(1).default(64),
  /** T: steps of each game in one iteration. */
  steps: z.int().min(2).default(16),
  iterations: z.int().min(1),
  network: z
    .strictObject({
      /** Whether actor and critic share encoder and memory. */
      sharing: z.enum(['separate', 'shared']).default('separate'),
      encoder: z.array(z.int()).min(1).default([64]),
      memory: z.int().default(64),
      actorLayers: z.array(z.int()).default([]),
      criticLayers: z.array(z.int()).default([]),
    })
    .prefault({}),
  gamma: z.number().min(0).max(1),
  /** Lambda of the actor's advantages; 0 is TD(0). */
  lambda: z.number().min(0).max(1).default(0),
  actorRate: z.number().positive(),
  criticRate: z.number().positive(),
  /** Largest norm of a gradient. */
  clip: z.number().positive().default(1),
  entropy: z.number().min(0),
  /** The entropy weight falls linearly to this part of itself over the run. */
  finalEntropy: z.number().min(0).max(1).default(1),
  /** Both learning rates fall linearly to this part of themselves over the run. */
  finalRate: z.number().positive().max(1).default(1),
  critic: z
    .strictObject({
      /** Lambda of the critic's targets; 1 is Monte-Carlo with a bootstrap at the end. */
      lambda: z.number().min(0).max(1).default(0.9),
      /** Part of the way that the target network goes towards the critic in each iteration. */
      targetRate: z.number().min(0).max(1).default(0.05),
      /** Iterations at the start in which the critic learns alone. */
      warmUp: z.int().min(0).default(30),
    })
    .prefault({}),
  alignment: z
    .strictObject({
      beta: z.number().default(0),
      kernel: z.enum(['eq8', 'eq10', 'eq59', 'mean', 'lambda']).default('mean'),
      lambda: z.number().min(0).max(1).default(0.9),
      masked: z.array(part).default([]),
    })
    .prefault({}),
  ppo: z
    .strictObject({ range: z.number().positive().max(1).default(0.1), epochs: z.int().min(1).default(2) })
    .prefault({}),
  /** Past selves in the seats from 1 up. */
  pool: z
    .strictObject({
      /** Part of the games that have one. */
      share: z.number().min(0).max(1).default(0),
      /** Different past selves in one iteration. */
      drawn: z.int().min(1).default(2),
      /** Iterations from one snapshot to the next. */
      every: z.int().min(1).default(10),
      capacity: z.int().min(1).default(10_000),
    })
    .prefault({}),
  /** Other players in the seats from 1 up, each in its part of the games; what is left is self-play and the pool. */
  opponents: z
    .array(z.strictObject({ player: z.string(), share: z.number().positive().max(1) }))
    .default([])
    .refine(
      (all) => new Set(all.map(({ player }) => player)).size === all.length,
      'expected every player once',
    ),
  /** When a policy over discrete actions counts as collapsed: entropy below this, in nats, so many times in a row. */
  collapse: z
    .strictObject({ entropy: z.number().min(0).default(1e-5), iterations: z.int().min(1).default(200) })
    .prefault({}),
  /** Places in the observation whose sum is luck that no action influences; see `removeLuck`. */
  luck: z.array(z.int().min(0)).default([]),
});
export type TrainingConfig = z.infer<typeof trainingConfig>;
