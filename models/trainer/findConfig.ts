import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { trainingConfig, type TrainingConfig } from '../config.ts';
import { UnusableRun } from './unusableRun.ts';

const CONFIGS = fileURLToPath(new URL('../configs/', import.meta.url));

export const PROFILES = ['cpu', 'long', 'gpu', 'paper', 'smoke', 'gpu-smoke'] as const;
export type Profile = (typeof PROFILES)[number];

export interface ConfigName {
  readonly game: string;
  readonly algorithm: string;
  /** 'exploiter': for a best response to one frozen player. */
  readonly profile: Profile | 'exploiter';
}

/** The file of a config that comes with the project.  @throws UnusableRun that lists those of the game */
export function configFile({ game, algorithm, profile }: ConfigName): string {
  const file = `${CONFIGS}${game}/${algorithm}.${profile}.json`;
  if (existsSync(file)) return file;
  const there = existsSync(`${CONFIGS}${game}`) ? readdirSync(`${CONFIGS}${game}`).sort() : [];
  const names = there.map((name) => basename(name, '.json')).join(', ') || 'none';
  throw new UnusableRun(
    `expected ALGORITHM.PROFILE of ${game} to be one of ${names}, got ${algorithm}.${profile}; or give a file with --config`,
  );
}

/** @param changes replace what the file says   @throws UnusableRun that says what does not fit */
export function readConfig(
  file: string,
  changes: Partial<z.input<typeof trainingConfig>> = {},
): TrainingConfig {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UnusableRun(`expected a training config in ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const fit = trainingConfig.safeParse(
    typeof content === 'object' && content !== null ? { ...content, ...changes } : content,
  );
  if (fit.success) return fit.data;
  throw new UnusableRun(`${file}: expected a training config\n${z.prettifyError(fit.error)}`);
}
