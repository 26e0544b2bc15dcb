import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { playerFromExports } from '../../shared/playerExport.ts';
import type { ListedModule } from './programs.ts';

/**
 * Loads the players that the operator listed.
 * @param paths absolute   @throws Error that names the file and what was expected of it
 */
export async function loadModules(paths: readonly string[]): Promise<readonly ListedModule[]> {
  return Promise.all(paths.map(loadModule));
}

async function loadModule(path: string): Promise<ListedModule> {
  try {
    const version = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
      .slice(0, 16);
    const exports = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    return { definition: playerFromExports(exports, `module:${path}`), version };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`MODULE_PLAYERS: expected ${path} to export a player (docs/players.md): ${why}`, {
      cause: error,
    });
  }
}
