import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EVIDENCE_FOLDER } from './checkpoint.ts';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';

export const EVIDENCE_FORMAT = 'commonground.evidence/1';

const measure = z.strictObject({
  /** What was measured, e.g. 'self-play' or 'against always-defect'. */
  name: z.string().min(1),
  mean: z.number(),
  /** Null where one value tells nothing about the spread. */
  standardError: z.number().min(0).nullable(),
  /** Independent values behind the mean. */
  n: z.int().min(1),
  /** What was asked for beforehand. */
  goal: z
    .strictObject({ low: z.number().optional(), high: z.number().optional() })
    .refine(({ low, high }) => low !== undefined || high !== undefined, 'expected low, high or both')
    .nullable(),
});
export type Measure = z.infer<typeof measure>;

/** One evaluation of one checkpoint: a file of its own that is added later and never changed. */
export const evidenceSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  /** Id of what was evaluated. */
  checkpoint: z.string(),
  title: z.string().min(1),
  /** In a sentence or two: who met whom, how long, what the numbers are. */
  protocol: z.string().min(1),
  unit: z.string(),
  command: z.string().nullable(),
  /** Where the evaluation's randomness started. */
  seed: z.int().min(0),
  /** Whether a choice (of settings, of this checkpoint) was made with these numbers. */
  role: z.enum(['validation', 'report']),
  codeVersion: z.string(),
  created: z.iso.datetime(),
  measures: z.array(measure).min(1),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Oldest first.  @throws UnusableCheckpoint if a file is not evidence about `id` */
export async function readEvidence(folder: string, id: string): Promise<readonly Evidence[]> {
  const directory = join(folder, EVIDENCE_FOLDER);
  const evidence: Evidence[] = [];
  for (const name of await evidenceFiles(directory)) {
    const file = join(directory, name);
    const parsed = evidenceSchema.safeParse(parseJson(await readFile(file, 'utf8'), file));
    if (!parsed.success) {
      const got = `other JSON\n${z.prettifyError(parsed.error)}`;
      throw new UnusableCheckpoint(file, { expected: 'evidence about a checkpoint', got });
    }
    const { checkpoint } = parsed.data;
    if (checkpoint !== id)
      throw new UnusableCheckpoint(file, { expected: `evidence about ${id}`, got: checkpoint });
    evidence.push(parsed.data);
  }
  return evidence;
}

/** `>= 0.28: met`; empty where nothing was asked for. */
export function goalText({ mean, goal }: Measure): string {
  if (goal === null) return '';
  const { low, high } = goal;
  const ends = [low === undefined ? '' : `>= ${low}`, high === undefined ? '' : `<= ${high}`];
  const met = mean >= (low ?? -Infinity) && mean <= (high ?? Infinity);
  return `${ends.filter((end) => end !== '').join(' and ')}: ${met ? 'met' : 'not met'}`;
}

/** Names in order; none if there is no such folder. */
export async function evidenceFiles(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => /^\d{4}\.json$/.test(name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnusableCheckpoint(file, { expected: 'JSON', got: (error as Error).message, cause: error });
  }
}
