import { GAME_IDS } from '../../shared/games/registry.ts';
import { UsageError } from './runCommand.ts';

/** @throws UsageError */
export function gameOf(text: string): string {
  if (GAME_IDS.some((id) => id === text)) return text;
  throw new UsageError(`--game: expected one of ${GAME_IDS.join(', ')}, got ${JSON.stringify(text)}`);
}

/** What `fetch` says of a refused connection stands in the cause. */
export function whatFailed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
