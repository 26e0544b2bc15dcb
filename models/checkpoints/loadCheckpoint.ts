import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { GAME_IDS, gameById } from '../../shared/games/registry.ts';
import {
  checkpointId,
  checkpointMetaSchema,
  hashOf,
  META_FILE,
  WEIGHTS_FILE,
  type CheckpointMeta,
} from './checkpoint.ts';
import { readSafetensors } from './safetensors.ts';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';
import { networksFrom, type Networks } from './weights.ts';

export interface LoadedCheckpoint {
  readonly folder: string;
  readonly meta: CheckpointMeta;
  readonly networks: Networks;
}

/**
 * Reads a checkpoint and proves that it is whole: its weights fit its networks, and both have the hashes that its
 * id is made of. Nothing in it is executed.
 * @throws UnusableCheckpoint that names the file, what was expected and what was found, also if it is of rules
 * that this version does not play
 */
export async function loadCheckpoint(folder: string): Promise<LoadedCheckpoint> {
  const meta = await readCheckpointMeta(folder);
  checkRules(meta, folder);
  const file = join(folder, WEIGHTS_FILE);
  const bytes = await readBytes(file);
  const networks = networksFrom(readSafetensors(bytes, file).tensors, meta.networks, file);
  const hash = hashOf(bytes);
  if (hash === meta.weights.sha256) return { folder, meta, networks };
  throw new UnusableCheckpoint(file, {
    expected: `the weights with SHA-256 ${meta.weights.sha256}`,
    got: `${hash} (changed?)`,
  });
}

/**
 * `checkpoint.json` alone, with its id verified.
 * @throws UnusableCheckpoint as `loadCheckpoint`, but not for the sake of weights or rules
 */
export async function readCheckpointMeta(folder: string): Promise<CheckpointMeta> {
  const file = join(folder, META_FILE);
  const text = new TextDecoder().decode(await readBytes(file));
  const parsed = checkpointMetaSchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    throw new UnusableCheckpoint(file, {
      expected: "a checkpoint's metadata",
      got: `other JSON\n${z.prettifyError(parsed.error)}`,
      cause: parsed.error,
    });
  }
  const meta = parsed.data;
  const id = checkpointId(meta);
  if (id === meta.id) return meta;
  throw new UnusableCheckpoint(file, { expected: `content of id ${meta.id}`, got: `${id} (changed?)` });
}

/** @throws UnusableCheckpoint if it is of a game or of rules that this version does not play */
export function checkRules({ game, rulesVersion }: CheckpointMeta, folder: string): void {
  const file = join(folder, META_FILE);
  if (!GAME_IDS.some((id) => id === game)) {
    throw new UnusableCheckpoint(file, { expected: `an agent of ${GAME_IDS.join(', ')}`, got: game });
  }
  const known = gameById(game).rulesVersion;
  if (rulesVersion === known) return;
  throw new UnusableCheckpoint(file, {
    expected: `an agent trained under rules ${known} of ${game}`,
    got: `rules ${rulesVersion}`,
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnusableCheckpoint(file, { expected: 'JSON', got: (error as Error).message, cause: error });
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UnusableCheckpoint(file, { expected: 'a file of a checkpoint', got, cause: error });
  }
}
