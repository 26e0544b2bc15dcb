import { Option } from 'commander';
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

/** @param start what it is if left out */
export function seedOption(start = 1): Option {
  return new Option('--seed <S>', 'where all randomness starts, a whole number')
    .argParser(wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER))
    .default(start);
}

/** @param what an episode is counted for   @param usual how many if left out; undefined: the command decides */
export function episodesOption(what: string, usual?: number, fewest = 1): Option {
  const option = new Option('--episodes <N>', what).argParser(wholeNumber('--episodes', fewest, 1_000_000));
  return usual === undefined ? option : option.default(usual);
}

export function stepsOption(what: string): Option {
  return new Option('--steps <K>', what).argParser(wholeNumber('--steps', 1, 1_000_000_000));
}

export function presetOption(): Option {
  return new Option('--preset <P>', 'a named set of parameters (see: games)');
}

export function paramsOption(): Option {
  return new Option(
    '--params <JSON>',
    'parameters of the game, over those of the preset (see: games)',
  ).argParser(jsonObject('--params'));
}
