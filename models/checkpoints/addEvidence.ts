import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVIDENCE_FOLDER } from './checkpoint.ts';
import { EVIDENCE_FORMAT, evidenceFiles, evidenceSchema, type Evidence } from './evidence.ts';
import { readCheckpointMeta } from './loadCheckpoint.ts';
import { writeCard } from './writeCard.ts';

/**
 * Adds a file with the next number, and writes the card anew.
 * @returns the file's path   @throws ZodError if the evidence does not fit
 */
export async function addEvidence(
  folder: string,
  evidence: Omit<Evidence, 'format' | 'checkpoint'>,
): Promise<string> {
  const { id } = await readCheckpointMeta(folder);
  const content = evidenceSchema.parse({ format: EVIDENCE_FORMAT, checkpoint: id, ...evidence });
  const directory = join(folder, EVIDENCE_FOLDER);
  await mkdir(directory, { recursive: true });
  const last = (await evidenceFiles(directory)).at(-1);
  const number = last === undefined ? 1 : Number.parseInt(last, 10) + 1;
  const file = join(directory, `${String(number).padStart(4, '0')}.json`);
  // 'wx': of two writers at once one must fail rather than be lost.
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
  await writeCard(folder);
  return file;
}
