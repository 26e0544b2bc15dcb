import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '../checkpoints/canonicalJson.ts';
import { readEvidence } from '../checkpoints/evidence.ts';
import type { TrainingConfig } from '../config.ts';
import { configFile, PROFILES, readConfig } from '../trainer/findConfig.ts';
import {
  CHECKPOINT_FOLDER,
  readMetrics,
  readRunConfig,
  RESULT_FILE,
  runFolders,
} from '../trainer/runFolder.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';
import type { RunRecord } from './gatherSeeds.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What training left in these folders.
 * @param folders runs, or folders with runs in them
 * @throws UnusableRun or UnusableCheckpoint that names the file
 */
export async function readRuns(folders: readonly string[]): Promise<readonly RunRecord[]> {
  return Promise.all(folders.flatMap(runFolders).map(readRun));
}

async function readRun(folder: string): Promise<RunRecord> {
  const run = readRunConfig(folder);
  const result = readResult(folder);
  const id = result?.agent?.id;
  const evidence = id === undefined ? [] : await readEvidence(join(folder, CHECKPOINT_FOLDER), id);
  return {
    folder,
    run,
    metrics: readMetrics(folder),
    result,
    protocol: evidence[0]?.protocol,
    configFile: committedConfig(run.config),
  };
}

/** Written by the trainer.  @throws UnusableRun if it is cut off */
function readResult(folder: string): RunRecord['result'] {
  const file = join(folder, RESULT_FILE);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunRecord['result'];
  } catch (error) {
    throw new UnusableRun(`expected the result of a run in ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The file, relative to the project, that says the same. */
function committedConfig(config: TrainingConfig): string | undefined {
  for (const profile of PROFILES) {
    try {
      const file = configFile({ game: config.game, algorithm: config.algorithm, profile });
      if (canonicalJson(readConfig(file)) === canonicalJson(config)) return relative(PROJECT, file);
    } catch (error) {
      // Not every game has every profile.
      if (!(error instanceof UnusableRun)) throw error;
    }
  }
  return undefined;
}
