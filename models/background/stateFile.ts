import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  TRAINER_FORMAT,
  trainerStateSchema,
  type TrainerState,
} from '../../shared/lifecycle/trainerState.ts';
import { replaceFile } from '../trainer/runFolder.ts';

const STATE_FILE = 'state.json';

/** The trainer's folder in a data folder. */
export function trainerFolder(data: string): string {
  return join(data, 'trainer');
}

export function stateFile(data: string): string {
  return join(trainerFolder(data), STATE_FILE);
}

export type ReadState =
  | { readonly kind: 'state'; readonly state: TrainerState }
  | { readonly kind: 'none' }
  /** Something else is in the file. */
  | { readonly kind: 'damaged'; readonly why: string };

export function readState(data: string): ReadState {
  const file = stateFile(data);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'none' };
    return { kind: 'damaged', why: `${file}: ${(error as Error).message}` };
  }
  const fit = trainerStateSchema.safeParse(content);
  if (fit.success) return { kind: 'state', state: fit.data };
  return { kind: 'damaged', why: `${file}: expected the trainer's state, got other JSON` };
}

/** The file has the old state or the new one, whole, whenever the process or the machine stops. */
export function writeState(data: string, state: TrainerState): void {
  mkdirSync(trainerFolder(data), { recursive: true });
  replaceFile(stateFile(data), `${JSON.stringify(state, null, 2)}\n`);
}

/** What is damaged stays for whoever wants to look. */
export function putDamagedAside(data: string): void {
  renameSync(stateFile(data), `${stateFile(data)}.damaged`);
}

export function firstState(seed: number): TrainerState {
  return {
    format: TRAINER_FORMAT,
    seed,
    turns: 0,
    turnsOf: {},
    people: {},
    doing: 'starting',
    current: null,
    done: [],
  };
}

/**
 * Keeps a second trainer off a data folder. The lock is SQLite's own: the operating system takes it back when the
 * process dies, and a process id that is used again cannot be mistaken for the owner.
 * @param patienceMs how long to wait for another process to let go
 * @returns how to let go; undefined if another process has it
 */
export function lockTrainer(data: string, patienceMs = 0): (() => void) | undefined {
  mkdirSync(trainerFolder(data), { recursive: true });
  const database = new DatabaseSync(join(trainerFolder(data), 'lock'), { timeout: patienceMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return undefined;
  }
  return () => database.close();
}
