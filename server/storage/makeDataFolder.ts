import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from './storageError.ts';

/** Makes the folder and those above it where they are missing.  @throws StorageError if nothing can be written there */
export function makeDataFolder(folder: string): void {
  try {
    make(folder);
    accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new StorageError(
      'read-only',
      `DATA_DIR: expected a folder that can be written, got ${folder} (${code})`,
      {
        cause: error,
      },
    );
  }
}

/** One level at a time: Node's own recursion never returns where a file system refuses as if the parent were missing. */
function make(folder: string): void {
  if (existsSync(folder)) return;
  make(dirname(folder));
  mkdirSync(folder, { recursive: false });
}
