import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AnyPlayer } from '../../shared/player.ts';
import { explainFaults } from './explainFaults.ts';
import { UnusablePlayer } from './unusablePlayer.ts';

export interface ModulePlayer {
  readonly definition: AnyPlayer;
  /** First 16 hexadecimal digits of the SHA-256 of the module's file; what it imports is not covered. */
  readonly version: string;
}

const NO_OPTIONS = z.strictObject({});
const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'parse' in value && 'safeParse' in value;
const isFunction = (value: unknown): boolean => typeof value === 'function';

/** Everything of PlayerDefinition; a module that knows no zod may leave `options` out and then takes none. */
const playerExport = z.looseObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case, e.g. my-player'),
  game: z.string().min(1, "expected a game's id, or * for any game"),
  summary: z.string(),
  sees: z.enum(['seat', 'observation', 'everything']),
  begin: z.custom(isFunction, 'expected a function (start) => memory'),
  decide: z.custom(isFunction, 'expected a function (turn) => ({ action, memory })'),
  options: z.custom(isSchema, 'expected a zod schema').optional(),
});

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
  return { definition: playerFrom(exports, `module:${path}`), version };
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

/** @throws UnusablePlayer that names each missing or wrong field */
function playerFrom(exports: Readonly<Record<string, unknown>>, ref: string): AnyPlayer {
  if (exports['player'] === undefined) {
    const names = Object.keys(exports).join(', ') || 'nothing';
    throw new UnusablePlayer(`${ref}: expected an export named player, got ${names}`);
  }
  const fit = playerExport.safeParse(exports['player']);
  if (!fit.success) {
    throw new UnusablePlayer(`${ref}: its export player does not fit\n${z.prettifyError(fit.error)}`);
  }
  const player = fit.data as unknown as AnyPlayer;
  return explainFaults({ ...player, options: player.options ?? NO_OPTIONS }, ref);
}
