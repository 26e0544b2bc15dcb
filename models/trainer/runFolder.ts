import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Metrics } from './measure.ts';
import { runConfigSchema, type RunConfig } from './runConfig.ts';
import { UnusableRun } from './unusableRun.ts';

export const RUN_FILE = 'config.json';
export const METRICS_FILE = 'metrics.jsonl';
export const STATE_FILE = 'state.safetensors';
export const SNAPSHOTS_FILE = 'snapshots.f32';
/** What came of it, once it has ended. */
export const RESULT_FILE = 'result.json';
export const CHECKPOINT_FOLDER = 'checkpoint';

/** Makes `<parent>/<name>-001` or with the next number that is free.  @returns its path */
export function newNumberedFolder(parent: string, name: string): string {
  mkdirSync(parent, { recursive: true });
  for (let number = 1; ; number += 1) {
    const folder = join(parent, `${name}-${String(number).padStart(3, '0')}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      // Of two runs that begin at once, one gets the next number.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** @throws UnusableRun if something is there already */
export function newFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  if (there.length === 0) return folder;
  throw new UnusableRun(`expected an empty or new folder, got ${folder} with ${there[0]} in it`);
}

/**
 * The run of a folder, or the runs in folders inside it, in the order of their names as numbers.
 * @throws UnusableRun if there are none
 */
export function runFolders(folder: string): readonly string[] {
  if (existsSync(join(folder, RUN_FILE))) return [folder];
  const inside = existsSync(folder) ? readdirSync(folder) : [];
  const runs = inside.filter((name) => existsSync(join(folder, name, RUN_FILE)));
  if (runs.length === 0) throw new UnusableRun(`expected the ${RUN_FILE} of a run in ${folder}, got none`);
  return runs.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map((name) => join(folder, name));
}

export function writeRunConfig(folder: string, config: RunConfig): void {
  replaceFile(join(folder, RUN_FILE), `${JSON.stringify(config, null, 2)}\n`);
}

/** @throws UnusableRun that names the file */
export function readRunConfig(folder: string): RunConfig {
  const file = join(folder, RUN_FILE);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UnusableRun(`expected the config of a run in ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const fit = runConfigSchema.safeParse(content);
  if (fit.success) return fit.data;
  throw new UnusableRun(`${file}: expected the config of a run\n${z.prettifyError(fit.error)}`);
}

/** The file has the old content or the new one, whole, whenever the process or the machine stops. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.writing`;
  const descriptor = openSync(draft, 'w');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}

/** What has been measured until now, oldest first; a line that is still being written is left out. */
export function readMetrics(folder: string): readonly Metrics[] {
  const file = join(folder, METRICS_FILE);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Metrics);
}
