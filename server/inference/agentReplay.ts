import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { REPLAY_FILE } from '../../models/checkpoints/checkpoint.ts';

const unpack = promisify(gunzip);

/** A file from elsewhere must not fill the memory; a minute of Harvest takes two megabytes. */
const MOST_BYTES = 32 * 2 ** 20;

/** Whether an agent has a recorded game beside its checkpoint. */
export async function hasReplay(folder: string): Promise<boolean> {
  try {
    await access(join(folder, REPLAY_FILE));
    return true;
  } catch {
    return false;
  }
}

/** The recorded game of an agent, JSON lines; undefined if there is none, or none that can be unpacked. */
export async function readReplay(folder: string): Promise<string | undefined> {
  try {
    const log = await unpack(await readFile(join(folder, REPLAY_FILE)), { maxOutputLength: MOST_BYTES });
    return log.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code?.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw error;
  }
}
