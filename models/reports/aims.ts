import { z } from 'zod';

/** A number that a measure is held against; at least one end. */
const limits = {
  /** Name of a measure of the seed reports. */
  measure: z.string(),
  over: z.number().optional(),
  atLeast: z.number().optional(),
  under: z.number().optional(),
  atMost: z.number().optional(),
};
const bound = z.strictObject(limits);
export type Bound = z.infer<typeof bound>;

const shared = { name: z.string(), algorithm: z.string() };

/** What was asked for before anything was trained. */
export const aimSchema = z.discriminatedUnion('kind', [
  /** Of the mean over seeds. */
  z.strictObject({ kind: z.literal('mean'), ...shared, bound }),
  /** So many seeds keep within all bounds. */
  z.strictObject({
    kind: z.literal('seeds'),
    ...shared,
    seeds: z.int().min(1),
    bounds: z.array(bound).min(1),
  }),
  /** Training takes every seed no longer, in seconds of one core. */
  z.strictObject({ kind: z.literal('time'), ...shared, seconds: z.number().positive() }),
  /** The curve of no seed falls below this after a part of the training. */
  z.strictObject({
    kind: z.literal('curve'),
    ...shared,
    curve: z.string(),
    after: z.number().min(0).max(1),
    atLeast: z.number(),
  }),
]);
export type Aim = z.infer<typeof aimSchema>;

/** `docs/results/GAME/aims.json` */
export const aimsSchema = z.strictObject({
  /** How many seeds make an answer; fewer leave the aim open. */
  seeds: z.int().min(1),
  aims: z.array(aimSchema),
});
export type Aims = z.infer<typeof aimsSchema>;
