import { JournalError } from '../checkpoints/lifeJournal.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';

const FULL = ['ENOSPC', 'EDQUOT'];

/** Whether an error says that nothing can be written, however deep it says so. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && FULL.includes(code)) return true;
  return FULL.some((name) => error.message.includes(name)) || isDiskFull(error.cause);
}

/** What may be wrong with files that others write: it ends a turn, not the trainer. */
export function isExpected(error: unknown): error is Error {
  return (
    error instanceof UnusableRun ||
    error instanceof UnusableCheckpoint ||
    error instanceof UnusablePlayer ||
    error instanceof JournalError ||
    error instanceof RangeError
  );
}
