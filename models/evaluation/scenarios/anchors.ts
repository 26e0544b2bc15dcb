import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Anchors } from '../measures/normalise.ts';

/** Where `calibrate --anchors` writes and `evaluate` reads. */
const ANCHORS_FILE = fileURLToPath(new URL('anchors.json', import.meta.url));

const measured = z.strictObject({
  /** Who sat in the focal seats. */
  ref: z.string(),
  mean: z.number(),
  standardError: z.number(),
});

const anchorsFile = z.strictObject({
  episodes: z.int(),
  seed: z.int(),
  /** By scenario: focals that act at random, and focals that take whatever they see, beside its background then. */
  anchors: z.record(
    z.string(),
    z.strictObject({ background: z.array(z.string()), random: measured, exploiter: measured }),
  ),
});

export type AnchorsFile = z.infer<typeof anchorsFile>;

/**
 * Own anchors of a scenario: random focals are 0, those who take whatever they see are 1.
 * @returns undefined if none were measured
 */
export function ownAnchors(scenario: string): Anchors | undefined {
  const found = readAnchors().anchors[scenario];
  return found && { low: found.random.mean, high: found.exploiter.mean };
}

export function readAnchors(): AnchorsFile {
  return anchorsFile.parse(JSON.parse(readFileSync(ANCHORS_FILE, 'utf8')));
}
