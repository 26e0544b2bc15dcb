import { z } from 'zod';
import { explainFaults } from './explainFaults.ts';
import type { AnyPlayer } from './player.ts';

const NO_OPTIONS = z.strictObject({});
const isFunction = (value: unknown): boolean => typeof value === 'function';
const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'parse' in value && 'safeParse' in value;

/** Everything of PlayerDefinition; a module that knows no zod may leave `options` out and then takes none. */
const playerExport = z.looseObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case, e.g. my-player'),
  game: z.string().min(1, "expected a game's id, or * for any game"),
  summary: z.string(),
  sees: z.enum(['seat', 'observation', 'features', 'everything']),
  begin: z.custom(isFunction, 'expected a function (start) => memory'),
  decide: z.custom(isFunction, 'expected a function (turn) => ({ action, memory })'),
  options: z.custom(isSchema, 'expected a zod schema').optional(),
});

/**
 * The player that a module from outside exports as `player` (docs/players.md).
 * @param ref how messages name it
 * @returns a player whose faults say which player, seat and step it was
 * @throws TypeError that names each missing or wrong field
 */
export function playerFromExports(exports: Readonly<Record<string, unknown>>, ref: string): AnyPlayer {
  if (exports['player'] === undefined) {
    const names = Object.keys(exports).join(', ') || 'nothing';
    throw new TypeError(`${ref}: expected an export named player, got ${names}`);
  }
  const fit = playerExport.safeParse(exports['player']);
  if (!fit.success) {
    throw new TypeError(`${ref}: its export player does not fit\n${z.prettifyError(fit.error)}`);
  }
  const player = fit.data as unknown as AnyPlayer;
  return explainFaults({ ...player, options: player.options ?? NO_OPTIONS }, ref);
}
