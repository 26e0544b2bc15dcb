import { Option } from 'commander';
import { splitTopLevel } from '../../shared/playerRef.ts';
import type { AnyGame } from '../../shared/game.ts';
import { BACKEND_NAMES, type BackendName } from '../backend.ts';
import { PROFILES, type Profile } from '../trainer/findConfig.ts';
import { UsageError } from './failure.ts';
import { wholeNumber, type FlagParser } from './options.ts';

export interface TrainFlags {
  readonly game?: AnyGame;
  readonly algorithm?: string;
  readonly profile?: Profile;
  readonly config?: string;
  readonly from?: string;
  readonly seed?: number;
  readonly seeds?: { readonly text: string; readonly seeds: readonly number[] };
  readonly parallel?: number;
  readonly workers?: number;
  readonly minutes?: number;
  readonly iterations?: number;
  readonly out?: string;
  readonly resume?: string;
  readonly opponents?: readonly { readonly player: string; readonly share: number }[];
  readonly backend?: BackendName;
  readonly json?: true;
}

export function oneOf<T extends string>(flag: string, names: readonly T[]): FlagParser<T> {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    throw new UsageError(`${flag}: expected one of ${names.join(', ')}, got ${JSON.stringify(text)}`);
  };
}

export const parseProfile = oneOf('--profile', PROFILES);
export const parseBackend = oneOf('--backend', BACKEND_NAMES);

const MOST_SEEDS = 1000;

/** `101-110` or `1,2,7`. */
export const parseSeeds: FlagParser<{ text: string; seeds: readonly number[] }> = (text) => {
  const seeds = text.split(',').flatMap((part) => {
    const [, low, high = low] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [first, last] = [Number(low), Number(high)];
    if (low === undefined || !Number.isSafeInteger(last) || last < first || last - first >= MOST_SEEDS)
      return [-1];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  if (!seeds.includes(-1) && seeds.length <= MOST_SEEDS && new Set(seeds).size === seeds.length)
    return { text, seeds };
  throw new UsageError(
    `--seeds: expected different whole numbers as 101-110 or 1,2,7, at most ${MOST_SEEDS}, got ${JSON.stringify(text)}`,
  );
};

export const parseMinutes: FlagParser<number> = (text) => {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
  throw new UsageError(`--minutes: expected a number above 0, got ${JSON.stringify(text)}`);
};

/** `scripted:random({"p":0.2}):0.1,agent:3f9c2ab71d04:0.2` */
export const parseOpponents: FlagParser<readonly { player: string; share: number }[]> = (text) =>
  splitTopLevel(text).map((part) => {
    const [, player, digits] = /^(.+):(\d*\.?\d+)$/s.exec(part) ?? [];
    const share = Number(digits);
    if (player !== undefined && share > 0 && share <= 1) return { player: player.trim(), share };
    throw new UsageError(
      `--opponents: expected REF:SHARE with a share above 0 and at most 1, such as scripted:always-defect:0.2, got ${JSON.stringify(part)}`,
    );
  });

export function iterationsOption(): Option {
  return new Option('--iterations <N>', 'number of iterations (default: what the config says)').argParser(
    wholeNumber('--iterations', 1, 1_000_000_000),
  );
}

/** Of processes with a seed each. */
export function parallelOption(what: string): Option {
  return new Option('--parallel <N>', what).argParser(wholeNumber('--parallel', 1, 1000));
}
