import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CARD_FILE, PLOTS_FOLDER } from './checkpoint.ts';
import { readEvidence } from './evidence.ts';
import { readCheckpointMeta } from './loadCheckpoint.ts';
import { modelCard } from './modelCard.ts';

/**
 * Writes a checkpoint's card anew from its metadata, evidence and plots; both card and plots can always be made
 * again and are no part of the id.
 * @param plots SVG by name, to be added to those there are; names in kebab-case
 */
export async function writeCard(folder: string, plots: Readonly<Record<string, string>> = {}): Promise<void> {
  const directory = join(folder, PLOTS_FOLDER);
  const added = Object.entries(plots);
  for (const [name, svg] of added) {
    if (!/^[a-z0-9-]+$/.test(name)) {
      throw new RangeError(`expected a plot's name in kebab-case, got ${JSON.stringify(name)}`);
    }
    await mkdir(directory, { recursive: true });
    await replaceFile(join(directory, `${name}.svg`), svg);
  }
  const meta = await readCheckpointMeta(folder);
  const evidence = await readEvidence(folder, meta.id);
  const card = modelCard({ meta, evidence, plots: await plotsIn(directory) });
  await replaceFile(join(folder, CARD_FILE), card);
}

async function plotsIn(directory: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(directory)).filter((name) => /^[a-z0-9-]+\.svg$/.test(name));
    return names.map((name) => name.slice(0, -'.svg'.length)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A reader sees the old file or the new one, never half of one. */
async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.writing`;
  await writeFile(draft, content);
  await rename(draft, path);
}
