import { z } from 'zod';
import { ALGORITHM_NAMES } from './algorithms/networkDemands.ts';

const part = z.enum(['C', 'E', 'V', 'S']);

/** Who makes room for guests: the seats from 1 up, those named, or so many drawn for each episode. */
const seats = z
  .union([z.literal('others'), z.array(z.int().min(0)).min(1), z.strictObject({ random: z.int().min(1) })])
  .default('others');
/** What differs in these games from the run's own parameters. */
const otherParams = z.record(z.string(), z.unknown()).default({});

/** Gated transformer layers; the numbers are the paper's (Duque et al. 2024, table 4) but for the heads, which it leaves open. */
const gtrxl = z.strictObject({
  layers: z.int().min(1).max(64).default(3),
  /** Of what flows through them. */
  width: z.int().default(192),
  attentionHeads: z.int().min(1).default(6),
  /** Hidden width of the position-wise network. */
  feedForward: z.int().default(192),
  /** Steps back that a layer sees. */
  context: z.int().min(1).default(15),
});

const fields = z.strictObject({
  game: z.string(),
  /** Input of the game's own schema. */
  params: z.record(z.string(), z.unknown()).default({}),
  algorithm: z.enum(ALGORITHM_NAMES),
  /** B: games side by side. */
  games: z.int().min(1).default(64),
  /** T: steps of each game in one iteration. */
  steps: z.int().min(2).default(16),
  /** 'carried': games go on from one iteration to the next until their end. */
  episodes: z.enum(['fresh', 'carried']).default('fresh'),
  /** 'restarted': a game in which nobody can earn anything any more ends, worth nothing from then on. */
  settled: z.enum(['played-on', 'restarted']).default('played-on'),
  iterations: z.int().min(1),
  network: z
    .strictObject({
      /** What remembers: a GRU (none if `memory` is 0), or a gated transformer, which only tfjs can teach. */
      kind: z.enum(['gru', 'gtrxl']).default('gru'),
      /** Whether actor and critic share encoder and memory. */
      sharing: z.enum(['separate', 'shared']).default('separate'),
      /** 'features': the game's lists of features in place of its observation. */
      reads: z.enum(['observation', 'features']).default('observation'),
      /** 'everything': besides, what the game lets critics see in training. */
      criticReads: z.enum(['the same', 'everything']).default('the same'),
      encoder: z.array(z.int()).min(1).default([64]),
      /** Width of the GRU; 0: none. */
      memory: z.int().min(0).default(64),
      /** Width of the critic's own, if it is another: a critic that reads everything may need none. */
      criticMemory: z.int().min(0).exactOptional(),
      /** Of a gated transformer. */
      gtrxl: gtrxl.exactOptional(),
      actorLayers: z.array(z.int()).default([]),
      criticLayers: z.array(z.int()).default([]),
    })
    .refine(
      ({ kind, memory, gtrxl: layers }) =>
        kind === 'gtrxl' ? layers !== undefined && memory === 0 : layers === undefined,
      'expected memory 0 and settings gtrxl with kind gtrxl, and no such settings with kind gru',
    )
    .refine(
      ({ kind, sharing, criticMemory }) =>
        criticMemory === undefined || (kind === 'gru' && sharing === 'separate'),
      'expected a memory of the critic’s own only with kind gru and separate networks',
    )
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
      /** Part of the way that the target network goes towards the critic in each iteration; 1: it is the critic. */
      targetRate: z.number().min(0).max(1).default(0.05),
      /** Iterations at the start in which the critic learns alone. */
      warmUp: z.int().min(0).default(30),
      /** Where all values start: at the first iteration's mean reward for ever, or at 0. */
      start: z.enum(['mean reward', 'zero']).default('mean reward'),
    })
    .prefault({}),
  /** How advantages are prepared: mean 0 at every step, or mean 0 and deviation 1 within each company. */
  advantages: z.enum(['centred', 'standardised']).default('centred'),
  /** Whose rewards and advantages count as those of the group: all seats', or only of those that learn. */
  group: z.enum(['all', 'learners']).default('all'),
  alignment: z
    .strictObject({
      beta: z.number().default(0),
      kernel: z.enum(['eq8', 'eq10', 'eq59', 'mean', 'lambda']).default('mean'),
      lambda: z.number().min(0).max(1).default(0.9),
      masked: z.array(part).default([]),
      /** The least that the factor of the own past may be: 0 leaves spite out. */
      least: z.number().exactOptional(),
      /** What benevolent Advantage Alignment adds to that factor. */
      goodwill: z.number().default(1),
    })
    .prefault({}),
  /** How `lola` and `pola` look ahead. */
  shaping: z
    .strictObject({
      /** Rate of the other's imagined step. */
      lookahead: z.number().min(0),
      /** POLA's weight of the divergence from the policy before, and the steps of its climb. */
      pull: z.number().min(0).exactOptional(),
      steps: z.int().min(1).exactOptional(),
    })
    .exactOptional(),
  /** What `mfos` and `mfos-self` learn in: games of learning, whose steps are inner games. */
  meta: z
    .strictObject({
      /** Side by side, and inner games of each in one iteration. */
      games: z.int().min(1),
      steps: z.int().min(2),
      /** Rate of naive learners. */
      rate: z.number().min(0).default(1),
      /** Part of the run at whose start it meets naive learners, ever less often, before only itself; left out: 0. */
      naiveFirst: z.number().min(0).max(1).exactOptional(),
      /** From one inner game to the next, and of the advantages there. */
      gamma: z.number().min(0).max(1),
      lambda: z.number().min(0).max(1),
      entropy: z.number().min(0).default(0),
      encoder: z.array(z.int()).min(1).default([32]),
    })
    .exactOptional(),
  ppo: z
    .strictObject({
      range: z.number().positive().max(1).default(0.1),
      epochs: z.int().min(1).default(2),
      /** Parts of a rollout, drawn anew in every epoch, each of which makes a step of its own. */
      minibatches: z.int().min(1).default(1),
    })
    .prefault({}),
  /** Past selves in other seats. */
  pool: z
    .strictObject({
      /** Part of the games that have one. */
      share: z.number().min(0).max(1).default(0),
      seats,
      params: otherParams,
      /** Different past selves in one iteration. */
      drawn: z.int().min(1).default(2),
      /** Iterations from one snapshot to the next. */
      every: z.int().min(1).default(10),
      capacity: z.int().min(1).default(10_000),
    })
    .prefault({}),
  /** Other players, each in its part of the games; what is left is self-play and the pool. */
  opponents: z
    .array(
      z.strictObject({ player: z.string(), share: z.number().positive().max(1), seats, params: otherParams }),
    )
    .default([])
    .refine(
      (all) =>
        new Set(all.map(({ player, seats, params }) => JSON.stringify([player, seats, params]))).size ===
        all.length,
      'expected every player once, or in other seats or with other params',
    ),
  /** When a policy counts as collapsed: any of these, so many iterations in a row. */
  collapse: z
    .strictObject({
      /** Discrete actions: entropy below this, in nats. */
      entropy: z.number().min(0).default(1e-5),
      /** Continuous actions: less of the box tried than this, exp(entropy) by its volume per number. */
      share: z.number().min(0).max(1).default(0.025),
      /** Continuous actions: means so near to the ends that less than this of a slope reaches the network. */
      slack: z.number().min(0).max(1).default(1e-3),
      iterations: z.int().min(1).default(200),
    })
    .prefault({}),
  /** Places in the observation whose sum is luck that no action influences; see `removeLuck`. */
  luck: z.array(z.int().min(0)).default([]),
  /**
   * Places in the observation that were settled before that luck was drawn and say how much it is worth; see
   * `WorthOfDeals`. None: it is worth the same to everybody at a timestep.
   */
  luckDependsOn: z.array(z.int().min(0)).default([]),
});

/** One training run, frozen. Rates and weights as in the paper's tables; see `configs/` for values that work. */
export const trainingConfig = fields.refine(
  ({ luck, luckDependsOn }) => luck.length > 0 || luckDependsOn.length === 0,
  { path: ['luckDependsOn'], error: 'expected luck, too: where there is none, nothing depends on anything' },
);
/** Which seats of a game guests have. */
export type GuestSeats = z.infer<typeof seats>;
export type TrainingConfig = z.infer<typeof trainingConfig>;
