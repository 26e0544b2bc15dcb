import { z } from 'zod';

/** Raise it when an old reader would misread a new line. */
export const LIFE_SCHEMA = 1;

/**
 * Where an agent stands: `none` never heard of; `candidate` proposed, its offline suite passed or not; `shadow` computes
 * moves that nobody plays; `canary` plays in a share of rooms; `live` is met as agent:live/GAME; `previous` was live
 * until another took its place; `refused` failed a step of the gate or was taken back.
 */
export const STAGES = ['none', 'candidate', 'shadow', 'canary', 'live', 'previous', 'refused'] as const;
export type Stage = (typeof STAGES)[number];

/** One line of the journal of life cycles. Lines count in the order in which they stand, whatever their times say. */
export const lifeEventSchema = z.strictObject({
  schema: z.literal(LIFE_SCHEMA),
  /** Milliseconds since 1970-01-01T00:00Z by the writer's clock, which may go back. */
  at: z.number(),
  game: z.string().min(1),
  /** Id of the checkpoint. */
  agent: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
  /** `pinned`, `unpinned`: the live agent may not be replaced from here on, or may again. */
  what: z.enum(['moved', 'pinned', 'unpinned']),
  from: z.enum(STAGES),
  to: z.enum(STAGES),
  /** `gate`, `server`, `trainer`, or a person's name. */
  who: z.string().min(1).max(100),
  why: z.string().min(1).max(2000),
  /** Id of the stored evidence that this was decided by. */
  evidence: z.string().nullable(),
});
export type LifeEvent = Readonly<z.infer<typeof lifeEventSchema>>;
