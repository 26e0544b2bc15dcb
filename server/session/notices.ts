import type { Notice } from '../../shared/protocol/table.ts';
import { StorageFailed } from './durableLog.ts';

export const DRAINING: Notice = { code: 'draining', message: 'The server is about to restart.' };

/** What people at a table that failed are told. */
export function failureNotice(error: unknown): Notice {
  return error instanceof StorageFailed
    ? { code: 'storage', message: 'The results could not be saved, so this table stops here.' }
    : { code: 'failed', message: 'Something went wrong at this table. What was played is saved.' };
}
