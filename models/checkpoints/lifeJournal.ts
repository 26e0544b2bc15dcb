import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LifeChange } from '../../shared/lifecycle/changes.ts';
import { LIFE_SCHEMA, lifeEventSchema, type LifeEvent } from '../../shared/lifecycle/lifeEvent.ts';

const JOURNAL_FILE = 'journal.jsonl';
const LOCK_FILE = 'journal.lock';

/** A writer holds the lock for milliseconds: who waits longer waits for something that hangs. */
const PATIENCE_MS = 5000;

/** What a journal holds. */
export interface Journal {
  /** In the order in which they count. */
  readonly events: readonly LifeEvent[];
  /** Lines that are no events: torn by a crash or damaged. They count for nothing. */
  readonly faults: readonly string[];
}

/** The journal could not be read or written; what it held before is untouched. The message says what to do. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** How bytes come to the disk. Tests put a full one in its place. */
export type WriteBytes = (file: number, bytes: Uint8Array) => number;

export interface ChangeOptions {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly write?: WriteBytes;
}

/** File of the journal in a registry's folder. */
export function journalFile(folder: string): string {
  return join(folder, JOURNAL_FILE);
}

/** Without a file there have been no events.  @throws JournalError */
export function readJournal(folder: string): Journal {
  const file = journalFile(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { events: [], faults: [] };
    throw new JournalError(`expected to read ${file}: ${(error as Error).message}`, { cause: error });
  }
  const events: LifeEvent[] = [];
  const faults: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = lifeEventSchema.safeParse(parseJson(line));
    if (parsed.success) events.push(parsed.data);
    else faults.push(`${file}:${index + 1}: expected an event of an agent's life, got ${line.slice(0, 80)}`);
  }
  return { events, faults };
}

/**
 * Appends what follows from the journal as it is, alone among all processes: reading, deciding and writing are one step.
 * The lines are on the disk when this returns, or none of them is.
 * @param decide gets all events so far; what it throws ends the change
 * @throws JournalError if another process does not let go, or the disk refuses
 */
export function changeJournal(
  folder: string,
  decide: (events: readonly LifeEvent[]) => readonly LifeChange[],
  { now, write = (file, bytes) => writeSync(file, bytes) }: ChangeOptions,
): readonly LifeEvent[] {
  makeFolder(folder);
  const release = lock(folder);
  try {
    const changes = decide(readJournal(folder).events);
    const events = changes.map((change) =>
      lifeEventSchema.parse({ schema: LIFE_SCHEMA, at: now, ...change }),
    );
    if (events.length > 0)
      append(journalFile(folder), events.map((event) => `${JSON.stringify(event)}\n`).join(''), write);
    return events;
  } finally {
    release();
  }
}

function append(path: string, lines: string, write: WriteBytes): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'a+');
    const { size } = fstatSync(file);
    // A line that a crash tore must not swallow the next one.
    const bytes = Buffer.from(endsOpen(file, size) ? `\n${lines}` : lines);
    try {
      const written = write(file, bytes);
      if (written < bytes.length) throw new Error(`ENOSPC: ${written} of ${bytes.length} bytes were written`);
      fsyncSync(file);
    } catch (error) {
      ftruncateSync(file, size);
      throw error;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new JournalError(`could not write ${path}, so nothing was changed (${why}); is the disk full?`, {
      cause: error,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function endsOpen(file: number, size: number): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

/**
 * The lock is SQLite's own, on a file that stays empty: the operating system takes it back when its process dies.
 * @returns how to let go
 */
function lock(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: PATIENCE_MS });
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database?.close();
    const why = (error as Error).message;
    throw new JournalError(`expected to be let in by ${path} within ${PATIENCE_MS / 1000} s: ${why}`, {
      cause: error,
    });
  }
  const held = database;
  return () => held.close();
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new JournalError(`expected to make ${folder}: ${(error as Error).message}`, { cause: error });
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
