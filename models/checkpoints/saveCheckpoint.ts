import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CHECKPOINT_FORMAT,
  checkpointFactsSchema,
  checkpointId,
  hashOf,
  META_FILE,
  WEIGHTS_FILE,
  type CheckpointFacts,
  type CheckpointMeta,
} from './checkpoint.ts';
import { readCheckpointMeta } from './loadCheckpoint.ts';
import { writeSafetensors } from './safetensors.ts';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';
import { tensorsOf, type Networks } from './weights.ts';
import { writeCard } from './writeCard.ts';

export interface SaveOptions {
  /** The new folder; without it, one named by the id inside `agents`. */
  readonly folder?: string;
  /** Folder of all agents, e.g. `data/agents`. */
  readonly agents: string;
  readonly facts: CheckpointFacts;
  readonly networks: Networks;
  /** SVG by name, e.g. 'learning-curve'. */
  readonly plots?: Readonly<Record<string, string>>;
}

/** Digits of the id in a folder's name: enough to be unique, short enough for Windows' paths. */
const FOLDER_DIGITS = 16;

/**
 * Writes a checkpoint: the folder appears whole, under its final name, or not at all. A checkpoint that is there
 * already is left as it is. Weights are copied before the first wait, so training may go on meanwhile.
 * @throws ZodError if the facts do not fit; UnusableCheckpoint if another one is in the folder; RangeError if a
 * weight is not finite
 */
export async function saveCheckpoint(
  options: SaveOptions,
): Promise<{ readonly folder: string; readonly meta: CheckpointMeta }> {
  const { meta, weights } = encode(options);
  const folder = options.folder ?? join(options.agents, meta.id.slice(0, FOLDER_DIGITS));
  if (await exists(folder)) return { folder, meta: await theSame(folder, meta) };
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const draft = await mkdtemp(join(parent, '.writing-'));
  try {
    await writeDurably(join(draft, WEIGHTS_FILE), weights);
    await writeDurably(join(draft, META_FILE), `${JSON.stringify(meta, null, 2)}\n`);
    await writeCard(draft, options.plots);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else may have written the same one meanwhile.
    if (await exists(folder)) return { folder, meta: await theSame(folder, meta) };
    throw error;
  }
  return { folder, meta };
}

function encode({ facts, networks }: SaveOptions) {
  const tensors = tensorsOf(networks);
  for (const [name, { values }] of tensors) {
    const odd = values.find((value) => !Number.isFinite(value));
    if (odd !== undefined) throw new RangeError(`expected finite numbers in tensor ${name}, got ${odd}`);
  }
  const { game, algorithm, rulesVersion } = facts;
  const about = { format: CHECKPOINT_FORMAT, game, rulesVersion: String(rulesVersion), algorithm };
  const weights = writeSafetensors({ metadata: about, tensors });
  const content = {
    format: CHECKPOINT_FORMAT,
    ...checkpointFactsSchema.parse(facts),
    networks: Object.fromEntries(
      Object.entries(networks).map(([name, { layout }]) => {
        const { free = {}, ...spec } = layout.spec;
        return [name, { ...spec, kind: spec.gtrxl === undefined ? 'gru' : 'gtrxl', free }];
      }),
    ),
    weights: { sha256: hashOf(weights), bytes: weights.length },
  } as unknown as Omit<CheckpointMeta, 'id'>;
  // Once through JSON: what cannot be written (undefined, NaN) must not be part of the hash.
  const written = JSON.parse(JSON.stringify(content)) as typeof content;
  return { weights, meta: { id: checkpointId(written), ...written } as CheckpointMeta };
}

async function theSame(folder: string, meta: CheckpointMeta): Promise<CheckpointMeta> {
  const there = await readCheckpointMeta(folder);
  if (there.id === meta.id) return there;
  throw new UnusableCheckpoint(folder, { expected: `no checkpoint but ${meta.id}`, got: there.id });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
