import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyPlayer } from '../../shared/player.ts';
import { playerFromExports } from '../../shared/playerExport.ts';
import { UnusablePlayer } from './unusablePlayer.ts';

export interface ModulePlayer {
  readonly definition: AnyPlayer;
  /** First 16 hexadecimal digits of the SHA-256 of the module's file; what it imports is not covered. */
  readonly version: string;
}

/**
 * Imports a researcher's own player: the module's export `player`.
 * @param path absolute, or relative to `directory`
 * @throws UnusablePlayer if the file cannot be read or run, exports no `player`, or one that lacks something
 */
export async function loadModulePlayer(path: string, directory: string): Promise<ModulePlayer> {
  const file = resolve(directory, path);
  const version = createHash('sha256')
    .update(await readModule(path, file))
    .digest('hex')
    .slice(0, 16);
  const exports = await importModule(path, file);
  try {
    return { definition: playerFromExports(exports, `module:${path}`), version };
  } catch (error) {
    throw new UnusablePlayer((error as Error).message, { cause: error });
  }
}

async function readModule(path: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UnusablePlayer(`module:${path}: cannot read ${file} (${why})`, { cause: error });
  }
}

async function importModule(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UnusablePlayer(`module:${path}: importing it failed: ${why}`, { cause: error });
  }
}
