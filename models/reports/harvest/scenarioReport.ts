import { z } from 'zod';

export const SCENARIOS_FORMAT = 'commonground.scenarios/1';

/** Over episodes. */
const estimate = z.strictObject({ mean: z.number(), standardError: z.number().nullable() });

/** Of the focal seats, and of the others: null where all are focal. */
const bothSides = z.strictObject({ focal: z.number(), background: z.number().nullable() });

const playedTest = z.strictObject({
  /** Name of the test; see scenarioTests.ts. */
  test: z.string(),
  scenario: z.string(),
  /** References of those who could sit in the other seats. */
  background: z.array(z.string()),
  episodes: z.int().min(1),
  /** Return per seat and episode: the score. */
  focals: estimate,
  /** The same of the other seats. */
  others: estimate.nullable(),
  /** The score between the paper's anchors and between our own. */
  normalised: z.strictObject({ paper: z.number().nullable(), own: z.number().nullable() }),
  /** Apples per seat in the first 1000 steps. */
  firstApples: bothSides,
  /** Apples per step and seat in steps 750 to 999; left out in older files. */
  lateApples: bothSides.exactOptional(),
  /** Per step and seat, for as long as something could still grow. */
  zaps: bothSides,
  /** Alive after so many steps. */
  bushes: z.strictObject({ at500: z.number(), at1000: z.number(), atEnd: z.number() }),
  equality: z.number().nullable(),
  sustainability: z.number().nullable(),
  /** Bushes alive after 0, 10, 20, ... steps, up to 1000. */
  bushesCurve: z.array(z.number()).readonly(),
});
export type PlayedTest = z.infer<typeof playedTest>;

const evaluatedSeed = z.strictObject({
  seed: z.int().min(0),
  /** Id of what it learned. */
  checkpoint: z.string(),
  tests: z.array(playedTest),
});
export type EvaluatedSeed = z.infer<typeof evaluatedSeed>;

/** `docs/results/harvest/scenarios-NAME.json`: what the seeds of one config earn in the scenarios. */
export const scenarioReportSchema = z.strictObject({
  format: z.literal(SCENARIOS_FORMAT),
  algorithm: z.string(),
  rulesVersion: z.int(),
  codeVersion: z.string(),
  /** That all episodes depend on. */
  seed: z.int().min(0),
  /** In the order of their numbers. */
  seeds: z.array(evaluatedSeed).min(1),
});
export type ScenarioReport = z.infer<typeof scenarioReportSchema>;

/** The distance of two points of a curve, in steps, and where it ends. */
export const CURVE = { spacing: 10, end: 1000 };
