import type { AnyGame } from '../../shared/game.ts';
import { GAME_IDS, gameById } from '../../shared/games/registry.ts';
import { UsageError } from './failure.ts';

/** Parses a flag's text.  @throws UsageError */
export type FlagParser<T> = (text: string) => T;

export function wholeNumber(flag: string, low: number, high: number): FlagParser<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new UsageError(
      `${flag}: expected a whole number from ${low} to ${high}, got ${JSON.stringify(text)}`,
    );
  };
}

export function jsonObject(flag: string): FlagParser<Readonly<Record<string, unknown>>> {
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new UsageError(
        `${flag}: expected a JSON object such as '{"rounds":32}', got ${text} (${(error as Error).message})`,
        { cause: error },
      );
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    throw new UsageError(`${flag}: expected a JSON object such as '{"rounds":32}', got ${text}`);
  };
}

export function gameFlag(flag: string): FlagParser<AnyGame> {
  return (text) => {
    try {
      return gameById(text);
    } catch (error) {
      throw new UsageError(`${flag}: ${(error as Error).message}`, { cause: error });
    }
  };
}

export const GAME_LIST = GAME_IDS.join(', ');

/** A flag that the command cannot do without.  @throws UsageError */
export function required<T>(value: T | undefined, flag: string, takes: string): T {
  if (value === undefined) throw new UsageError(`${flag}: expected ${takes}, got nothing`);
  return value;
}
