import { z } from 'zod';

export const TRAINER_FORMAT = 'commonground.trainer/1';

const id = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const count = z.int().min(0);

/** Where players that do not learn come from. */
export const SOURCES = ['scripted', 'best responses', 'models of people'] as const;

/** What the background trainer does in one turn. */
const trainerJobSchema = z.strictObject({
  /** From 0. */
  turn: count,
  /** improve: to make a candidate; respond: a best response to the live agent; imitate: a model of people. */
  kind: z.enum(['improve', 'respond', 'imitate']),
  game: z.string(),
  seed: count,
  /** Whose weights it starts with; null: from nothing. */
  parent: id.nullable(),
  /** Its first past selves besides, oldest first. */
  past: z.array(id),
  /** Whom it is to be a best response to. */
  target: id.nullable(),
  /** Share of games with past selves. */
  pool: z.number(),
  opponents: z.array(z.strictObject({ player: z.string(), share: z.number(), source: z.enum(SOURCES) })),
  /** Whether it is the first one of its game, which is short. */
  isFirst: z.boolean().default(false),
});
export type TrainerJob = z.infer<typeof trainerJobSchema>;

const currentTurnSchema = z.strictObject({
  job: trainerJobSchema,
  /** Of its run. */
  folder: z.string(),
  phase: z.enum(['training', 'judging']),
  /** Times that this phase was begun since it last got anywhere. */
  attempts: count,
  /** Checkpoint that came out of training. */
  agent: id.nullable(),
  iterations: count,
  /** Of the phase, in [0, 1]. */
  share: z.number(),
});
export type CurrentTurn = z.infer<typeof currentTurnSchema>;

const doneTurnSchema = z.strictObject({
  turn: count,
  kind: trainerJobSchema.shape.kind,
  game: z.string(),
  /** Milliseconds since 1970-01-01T00:00Z by the machine's clock, which may go back. */
  at: z.number(),
  agent: id.nullable(),
  parent: id.nullable(),
  /** Where the candidate stood after the gate's offline suite; `response`, `model`: nothing to judge; else it came to nothing. */
  outcome: z.enum([
    'shadow',
    'candidate',
    'refused',
    'canary',
    'live',
    'previous',
    'response',
    'model',
    'failed',
  ]),
  /** Why, in words. */
  why: z.string(),
  iterations: count,
  /** Share of decisions by who made them, mean over the turn's iterations; beside them those that were `STALE`. */
  sources: z.record(z.string(), z.number()),
});
export type DoneTurn = z.infer<typeof doneTurnSchema>;

/** Moves of people themselves, and of programs that played people and said so. */
export const HUMAN_MOVES = 'moves of people';
export const SIMULATED_MOVES = 'moves of simulated people';
/** Those of them that the model before had learned from already. */
export const STALE = 'known to the model before';

/** Episodes of a game, and people's part in them. */
const peopleSchema = z.strictObject({
  /** All that had ended when the log was last read. */
  ended: count,
  /** Of them, those with people in them all of whom had agreed. */
  given: count,
  /** As many of these were there when a model of people was last made, or tried. */
  known: count,
});
export type PeopleSeen = z.infer<typeof peopleSchema>;

/** DATA/trainer/state.json: what the background trainer goes on from, and what is shown of it. */
export const trainerStateSchema = z.strictObject({
  format: z.literal(TRAINER_FORMAT),
  /** Where its randomness starts: drawn once. */
  seed: count,
  /** Begun so far. */
  turns: count,
  /** By game. */
  turnsOf: z.record(z.string(), count),
  /** By game; of games that nobody has played yet nothing. */
  people: z.record(z.string(), peopleSchema).default({}),
  /** training, judging, yielding, waiting or stopped. */
  doing: z.string(),
  current: currentTurnSchema.nullable(),
  /** The last ones, newest last. */
  done: z.array(doneTurnSchema),
});
export type TrainerState = z.infer<typeof trainerStateSchema>;
