import { z } from 'zod';

/**
 * The research log: what happened at a table, as append-only events. Observations are not stored; `replay`
 * recomputes them from seed and actions and verifies every reward, so a log is small and proves itself.
 * Raise LOG_SCHEMA when an old reader would misread a new log.
 */
export const LOG_SCHEMA = 1;

const epochMs = z.number().describe('Milliseconds since 1970-01-01T00:00Z');
const seat = z.int().min(0).describe('Player slot, from 0');
const step = z.int().min(0).describe('Index of the step within the episode, from 0');
const episode = z.string().min(1).describe('Random id of the episode');
const action = z
  .union([z.number(), z.array(z.number())])
  .describe('Index of a discrete action, or one number per component of a box action');

/** Who made the decisions of a seat. A person is known by a random id only. */
export const controllerSchema = z.strictObject({
  kind: z.enum(['human', 'scripted', 'module', 'agent']).describe('What kind of player held the seat'),
  id: z.string().describe('Participant id, or the reference of a program such as scripted:tit-for-tat'),
  version: z
    .string()
    .nullable()
    .describe('Version of the program: code version, module hash or checkpoint id'),
});
export type ControllerTag = z.infer<typeof controllerSchema>;

export const episodeStartedSchema = z.strictObject({
  kind: z.literal('episode.started'),
  schema: z.literal(LOG_SCHEMA),
  episode,
  game: z.string().describe('Game id'),
  params: z.unknown().describe('Complete parameters of the game'),
  rulesVersion: z.int().describe('Version of the rules that made this log'),
  seed: z.int().min(0).describe('Seed of every random draw in the episode'),
  steps: z.int().nullable().describe('Forced number of steps, or null where the game ends by its own rules'),
  codeVersion: z.string().describe('Version of the software'),
  occupants: z
    .array(z.strictObject({ seat, controller: controllerSchema }))
    .describe('Who sat where at the start'),
  condition: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .describe(
      'Settings of the table that a study may vary: partners labelled or not, drop policy, pace, guided ...',
    ),
  at: epochMs,
});

export const decisionSchema = z.strictObject({
  kind: z.literal('decision'),
  episode,
  step,
  seat,
  controller: controllerSchema,
  action,
  source: z
    .enum(['input', 'script', 'default', 'takeover'])
    .describe(
      "input: the person chose; script: the program that owns the seat; default: the deadline passed, also an agent's (flag agent_timeout, and what played: fallback:NAME); takeover: a program for an absent person",
    ),
  tShown: epochMs
    .nullable()
    .describe('When the client showed the situation (its clock, corrected to the server)'),
  tInput: epochMs.nullable().describe('When the person acted (same clock)'),
  tServer: epochMs.describe('When the server had the decision'),
  roundTripMs: z.number().nullable().describe('Last measured round trip of the connection'),
  flags: z.array(z.string()).describe('Anything unusual: reconnecting, held, late ...'),
  probabilities: z.array(z.number()).optional().describe("An agent's probability of each discrete action"),
  value: z.number().optional().describe("An agent's value estimate"),
});

export const rewardsSchema = z.strictObject({
  kind: z.literal('rewards'),
  episode,
  step,
  rewards: z.array(z.number()).describe('Reward of each seat for this step'),
  returns: z
    .array(z.number())
    .describe('Undiscounted sum of rewards of each seat up to and including this step'),
  at: epochMs.describe('When the step resolved'),
});

export const seatChangedSchema = z.strictObject({
  kind: z.literal('seat.changed'),
  episode,
  step: step.describe('First step that the new controller decides'),
  seat,
  from: controllerSchema,
  to: controllerSchema,
  reason: z.enum(['dropped', 'returned', 'left']),
  at: epochMs,
});

export const END_REASONS = ['terminated', 'truncated', 'abandoned', 'failed', 'drained', 'cut'] as const;

export const episodeEndedSchema = z.strictObject({
  kind: z.literal('episode.ended'),
  episode,
  steps: z.int().min(0).describe('Steps made'),
  reason: z
    .enum(END_REASONS)
    .describe(
      'terminated: by the rules; truncated: time limit; abandoned: people left; failed: an error; drained: shutdown; cut: the process died, marked at the next start',
    ),
  returns: z.array(z.number()),
  at: epochMs,
});

export const logEventSchema = z.discriminatedUnion('kind', [
  episodeStartedSchema,
  decisionSchema,
  rewardsSchema,
  seatChangedSchema,
  episodeEndedSchema,
]);

export type EpisodeStarted = z.infer<typeof episodeStartedSchema>;
export type DecisionEvent = z.infer<typeof decisionSchema>;
export type RewardsEvent = z.infer<typeof rewardsSchema>;
export type SeatChanged = z.infer<typeof seatChangedSchema>;
export type EpisodeEnded = z.infer<typeof episodeEndedSchema>;
export type EndReason = EpisodeEnded['reason'];
export type LogEvent = z.infer<typeof logEventSchema>;
