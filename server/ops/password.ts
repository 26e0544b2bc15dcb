import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'ops-password';

export interface OpsPassword {
  readonly password: string;
  /** True the first time: it must be shown now, and never again. */
  readonly isNew: boolean;
  readonly file: string;
}

/** The password of the data folder, which must be there; a random one is made, readable by its owner alone, where none is. */
export function opsPassword(dataFolder: string): OpsPassword {
  const file = join(dataFolder, FILE);
  try {
    return { password: readFileSync(file, 'utf8').trim(), isNew: false, file };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = randomBytes(15).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return { password, isNew: true, file };
}

/** Takes the same time wherever the difference is. */
export function isSamePassword(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
