import { JournalError } from '../checkpoints/lifeJournal.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { PeopleUnreadable } from '../people/readPeople.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';

const FULL = ['ENOSPC', 'EDQUOT'];

/** Whether an error says that nothing can be written, however deep it says so. */
export function isDiskFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code = '', message = '', cause } = error as Partial<NodeJS.ErrnoException>;
  return FULL.some((name) => code === name || message.includes(name)) || isDiskFull(cause);
}

/** What may be wrong with files that others write: it ends a turn, not the trainer. */
export function isExpected(error: unknown): error is Error {
  return (
    error instanceof UnusableRun ||
    error instanceof UnusableCheckpoint ||
    error instanceof UnusablePlayer ||
    error instanceof JournalError ||
    error instanceof PeopleUnreadable ||
    error instanceof RangeError
  );
}
