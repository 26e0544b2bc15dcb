import { z } from 'zod';
import {
  controllerSchema,
  decisionSchema,
  episodeEndedSchema,
  episodeStartedSchema,
  rewardsSchema,
  seatChangedSchema,
} from '../../shared/log/events.ts';

/**
 * The tables of an export, one schema a row. Descriptions are those of the log wherever a column is one of its
 * fields; the codebook is generated from here.
 */
const started = episodeStartedSchema.shape;
const decision = decisionSchema.shape;
const ended = episodeEndedSchema.shape;
const change = seatChangedSchema.shape;
const rewards = rewardsSchema.shape;

/** Keeps the description of a field that may be missing in a table. */
function orNull<T extends z.ZodType>(schema: T, whenNull: string): z.ZodNullable<T> {
  return schema.nullable().describe(`${schema.description ?? ''} (null: ${whenNull})`);
}

const episodeRow = z.strictObject({
  episode: started.episode,
  game: started.game,
  params: started.params,
  rules_version: started.rulesVersion,
  seed: started.seed,
  forced_steps: started.steps,
  code_version: started.codeVersion,
  occupants: started.occupants,
  condition: started.condition,
  started_at: started.at.describe('When the episode started: milliseconds since 1970-01-01T00:00Z'),
  ended_at: ended.at.describe('When the episode ended: milliseconds since 1970-01-01T00:00Z'),
  steps: ended.steps,
  end_reason: ended.reason,
  returns: ended.returns.describe('Undiscounted sum of rewards of each seat over the episode'),
  action_names: z
    .array(z.string())
    .nullable()
    .describe('Names of the discrete actions, or of the components of a box action (null: game unknown)'),
  observation_shape: z
    .array(z.int())
    .nullable()
    .describe("Shape of one seat's observation, row-major (null: game unknown)"),
  invalid: z
    .boolean()
    .describe('True if a replay by this code gives other rewards than the log has, or is impossible'),
  invalid_reason: z.string().nullable().describe('The first difference (null: the replay agrees)'),
});

const decisionRow = z.strictObject({
  episode: decision.episode,
  game: started.game,
  step: decision.step,
  seat: decision.seat,
  controller_kind: controllerSchema.shape.kind,
  controller_id: controllerSchema.shape.id,
  controller_version: controllerSchema.shape.version,
  action: decision.action,
  action_name: z
    .string()
    .nullable()
    .describe('Name of a discrete action (null: box action, or game unknown)'),
  source: decision.source,
  t_shown: decision.tShown,
  t_input: decision.tInput,
  t_server: decision.tServer,
  round_trip_ms: decision.roundTripMs,
  reward: orNull(
    z.number().describe('Reward of this seat for this step'),
    'the episode was cut before the step resolved',
  ),
  cumulative_return: orNull(
    z.number().describe('Undiscounted sum of rewards of this seat up to and including this step'),
    'the episode was cut before the step resolved',
  ),
  t_resolved: orNull(rewards.at, 'the episode was cut before the step resolved'),
  flags: decision.flags,
  probabilities: orNull(
    z.array(z.number()).describe("An agent's probability of each discrete action"),
    'none given',
  ),
  value: orNull(z.number().describe("An agent's value estimate"), 'none given'),
});

const seatChangeRow = z.strictObject({
  episode: change.episode,
  step: change.step,
  seat: change.seat,
  from_kind: controllerSchema.shape.kind,
  from_id: controllerSchema.shape.id,
  from_version: controllerSchema.shape.version,
  to_kind: controllerSchema.shape.kind,
  to_id: controllerSchema.shape.id,
  to_version: controllerSchema.shape.version,
  reason: change.reason.describe('Why: the connection dropped, the person returned, the person left'),
  at: change.at,
});

const participantRow = z.strictObject({
  participant: z.string().describe('Random id: the controller_id of a human'),
  simulated: z
    .boolean()
    .describe('True for a program that played a person, and said so: exported only with --simulated'),
  created_at: z
    .number()
    .nullable()
    .describe('When the id was made: milliseconds since 1970-01-01T00:00Z (null: not in the store)'),
  consent_given: z.boolean().nullable().describe('The last answer to the consent text (null: never asked)'),
  consent_text_version: z.string().nullable().describe('Version of that text (null: never asked)'),
  consent_at: z
    .number()
    .nullable()
    .describe('When: milliseconds since 1970-01-01T00:00Z (null: never asked)'),
});

const WHEN = {
  first: 'in the first round',
  cc: 'after both had cooperated',
  cd: 'after it had cooperated and the other defected',
  dc: 'after it had defected and the other cooperated',
  dd: 'after both had defected',
} as const;

/** Estimate, Wilson interval and counts of one cooperation probability. */
function rateColumns<const Name extends keyof typeof WHEN>(name: Name) {
  const when = WHEN[name];
  const columns = {
    [name]: z
      .number()
      .nullable()
      .describe(`Estimated probability of cooperation ${when} (null: that never came up)`),
    [`${name}_low`]: z.number().describe('Lower end of its Wilson interval at 95 %'),
    [`${name}_high`]: z.number().describe('Upper end of its Wilson interval at 95 %'),
    [`${name}_cooperated`]: z.int().describe(`Times that it cooperated ${when}`),
    [`${name}_of`]: z.int().describe(`Own choices ${when}`),
  };
  return columns as Record<Name, z.ZodNullable<z.ZodNumber>> &
    Record<`${Name}_${'low' | 'high'}`, z.ZodNumber> &
    Record<`${Name}_${'cooperated' | 'of'}`, z.ZodInt>;
}

const ipdPlayerRow = z.strictObject({
  controller_kind: controllerSchema.shape.kind,
  controller_id: controllerSchema.shape.id,
  controller_version: controllerSchema.shape.version,
  simulated: z.boolean().describe('True for a program that played a person, and said so'),
  games: z.int().describe('Episodes of the prisoner’s dilemma in which it chose at least once'),
  choices: z
    .int()
    .describe('Its own choices in them (source input or script); only these count in what follows'),
  ...rateColumns('first'),
  ...rateColumns('cc'),
  ...rateColumns('cd'),
  ...rateColumns('dc'),
  ...rateColumns('dd'),
  nearest: z
    .array(z.string())
    .describe('The scripted strategies that explain its choices best; several if they explain them equally'),
  nearest_share: z
    .number()
    .describe(
      'Posterior probability of the first of these over the scripted strategies, all equally likely before',
    ),
  shares: z
    .record(z.string(), z.number())
    .describe(
      'Posterior probability of every scripted strategy; one that is sure of its move slips in 1 of 20 rounds',
    ),
});

const bySeat = 'one entry per seat; null in the last row of an episode';
const trajectoryRow = z.strictObject({
  episode_id: started.episode,
  step: decision.step,
  is_first: z.boolean().describe('The first row of the episode'),
  is_last: z.boolean().describe('The row behind the last step: an observation that nobody acted on'),
  is_terminal: z.boolean().describe('The rules ended the episode here: no value lies beyond'),
  observation: z
    .array(z.array(z.number()))
    .describe("Each seat's observation before the step, flat, row-major; recomputed by replay"),
  action: z.array(decision.action).nullable().describe(`Actions of the step, ${bySeat}`),
  reward: z.array(z.number()).nullable().describe(`Rewards that these actions brought, ${bySeat}`),
  discount: z
    .number()
    .nullable()
    .describe(
      '0 where these actions ended the episode by the rules, else 1 (null in the last row of an episode)',
    ),
});

export type EpisodeRow = z.infer<typeof episodeRow>;
export type DecisionRow = z.infer<typeof decisionRow>;
export type SeatChangeRow = z.infer<typeof seatChangeRow>;
export type IpdPlayerRow = z.infer<typeof ipdPlayerRow>;
export type TrajectoryRow = z.infer<typeof trajectoryRow>;

/** A table, in the order of the manifest. */
export const TABLES = {
  episodes: {
    row: episodeRow,
    summary: 'One row per episode that has ended: how it was set up and how it ended.',
  },
  decisions: { row: decisionRow, summary: 'One row per seat and step: what was chosen, by whom, when.' },
  seat_changes: { row: seatChangeRow, summary: 'One row per change of who decides for a seat.' },
  participants: {
    row: participantRow,
    summary: 'One row per person who occurs in this export, known by a random id only.',
  },
  ipd_players: {
    row: ipdPlayerRow,
    summary:
      'One row per person or program that played the prisoner’s dilemma: how often it cooperated after what, and the named strategy that is nearest.',
  },
  trajectories: {
    row: trajectoryRow,
    summary:
      'One row per step of every valid episode, plus one behind its last step, with the field names of RLDS (format jsonl only).',
  },
} as const;

export type TableName = keyof typeof TABLES;
