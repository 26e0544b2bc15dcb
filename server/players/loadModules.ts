import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AnyPlayer } from '../../shared/player.ts';
import type { ListedModule } from './programs.ts';

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'parse' in value && isFunction(value.parse);

/** As docs/players.md describes it. */
const playerSchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  game: z.string().min(1),
  summary: z.string(),
  sees: z.enum(['seat', 'everything']),
  begin: z.custom(isFunction, 'expected a function (start) => memory'),
  decide: z.custom(isFunction, 'expected a function (turn) => ({ action, memory })'),
  options: z.custom(isSchema, 'expected a zod schema').optional(),
});

const NO_OPTIONS = z.strictObject({});

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
    const exports = (await import(pathToFileURL(path).href)) as { readonly player?: unknown };
    const player = playerSchema.parse(exports.player) as unknown as AnyPlayer;
    return { definition: { ...player, options: player.options ?? NO_OPTIONS }, version };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`MODULE_PLAYERS: expected ${path} to export a 'player' (docs/players.md): ${why}`, {
      cause: error,
    });
  }
}
