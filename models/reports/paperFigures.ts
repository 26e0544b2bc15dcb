import { z } from 'zod';

/** `docs/results/paper/GAME.json`: what the paper reports, to stand beside our own. */
export const paperFiguresSchema = z.strictObject({
  /** Where the numbers come from, in a sentence. */
  source: z.string(),
  /** How tables call an algorithm that we do not have, or its runs. */
  names: z.record(z.string(), z.string()).default({}),
  /** By algorithm and name of our measure. */
  measures: z.record(
    z.string(),
    z.record(
      z.string(),
      z.strictObject({ mean: z.number(), standardDeviation: z.number().nullable().default(null) }),
    ),
  ),
  league: z
    .strictObject({
      title: z.string(),
      /** What a cell is. */
      caption: z.string(),
      labels: z.array(z.string()),
      /** [row][column]; null: not known. */
      means: z.array(z.array(z.number().nullable())),
      /** Over pairs of seeds. */
      deviations: z.array(z.array(z.number().nullable())),
    })
    .optional(),
});
export type PaperFigures = z.infer<typeof paperFiguresSchema>;
