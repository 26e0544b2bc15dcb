import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogReader } from './logReader.ts';
import { newestSchema, schemaVersion } from './migrate.ts';
import { DATABASE_NAME } from './sqliteStore.ts';
import { asStorageError, StorageError } from './storageError.ts';

export interface OpenedLog {
  readonly reader: LogReader;
  close(): void;
}

/**
 * Opens the log in a data folder for reading, beside the server that writes it.
 * @throws StorageError if there is none, or its schema is not this code's
 */
export function openLogReader(folder: string): OpenedLog {
  const file = join(folder, DATABASE_NAME);
  if (!existsSync(file)) {
    throw new StorageError('io', `expected a research log in ${folder}, but there is no ${file}`);
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
    const [present, expected] = [schemaVersion(db), newestSchema()];
    if (present !== expected) {
      const advice = present < expected ? 'start the server once to bring it up to date' : 'use newer code';
      throw new StorageError(
        'damaged',
        `expected a research log of schema ${expected}, got ${present} in ${file}; ${advice}`,
      );
    }
  } catch (error) {
    db?.close();
    throw asStorageError(error, file);
  }
  const opened = db;
  return { reader: new LogReader(opened), close: () => opened.close() };
}
