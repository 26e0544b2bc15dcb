import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableRun } from './unusableRun.ts';

const LOCK_FILE = 'lock';

/**
 * Keeps two processes from training in one folder. A lock whose process is gone does not count.
 * @returns what opens it again   @throws UnusableRun if another process trains here
 */
export function lockRun(folder: string): () => void {
  const file = join(folder, LOCK_FILE);
  const release = (): void => rmSync(file, { force: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return release;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = ownerOf(file);
    if (pid === process.pid || (pid !== undefined && isRunning(pid)))
      throw new UnusableRun(`expected a run that nobody trains, but process ${pid} does (${file})`);
    release();
  }
}

function ownerOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined; // gone meanwhile
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 only asks
    return true;
  } catch (error) {
    // Somebody else's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
