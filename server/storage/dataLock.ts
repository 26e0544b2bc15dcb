import { DatabaseSync } from 'node:sqlite';
import { StorageError } from './storageError.ts';

/**
 * Keeps a second writer off a data file. The lock is SQLite's own on a small file beside it, so that the
 * operating system takes it back when the process dies, however it dies: a stale lock cannot exist, and a
 * reused process id cannot be mistaken for the owner. The file also names the owner, for the message.
 */
export class DataLock {
  readonly #db: DatabaseSync;

  /** @throws StorageError 'locked-by-other' that names the owner */
  constructor(file: string) {
    this.#db = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    try {
      this.#db.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER); DELETE FROM owner;');
      this.#db.prepare('INSERT INTO owner VALUES (?)').run(process.pid);
      this.#db.exec('COMMIT; BEGIN IMMEDIATE;');
    } catch (error) {
      const owner = this.#owner();
      this.#db.close();
      throw new StorageError(
        'locked-by-other',
        `expected to be the only writer of ${file}, but process ${owner} has it open; stop that process or choose another data folder`,
        { cause: error },
      );
    }
  }

  release(): void {
    this.#db.close();
  }

  #owner(): string {
    try {
      return String(this.#db.prepare('SELECT pid FROM owner').get()?.['pid'] ?? 'unknown');
    } catch {
      // The owner is just writing its name.
      return 'unknown';
    }
  }
}
