import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { StorageError } from './storageError.ts';

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

/**
 * Brings a database to the newest schema: applies migrations/NNN-*.sql with NNN above `user_version`, in order,
 * each in its own transaction.
 * @throws StorageError if the file was written by newer code
 */
export function migrate(db: DatabaseSync, file: string): void {
  const scripts = migrationScripts();
  const present = schemaVersion(db);
  if (present > scripts.length) {
    throw new StorageError(
      'damaged',
      `expected a research log of schema ${scripts.length} or older, got ${present}: ${file} needs newer code`,
    );
  }
  for (let version = present + 1; version <= scripts.length; version += 1) {
    db.exec(`BEGIN IMMEDIATE; ${scripts[version - 1]}; PRAGMA user_version = ${version}; COMMIT;`);
  }
}

export function newestSchema(): number {
  return migrationScripts().length;
}

export function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** In order of their numbers, which must run from 1 without a gap. */
function migrationScripts(): string[] {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const number = Number(name.slice(0, 3));
    if (number !== index + 1) throw new Error(`expected migration ${index + 1}, got ${name}`);
    return readFileSync(`${FOLDER}${name}`, 'utf8');
  });
}
