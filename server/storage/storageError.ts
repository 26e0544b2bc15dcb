export type StorageFault = 'full' | 'io' | 'busy' | 'read-only' | 'damaged' | 'locked-by-other' | 'closed';

/** The disk or its file refused. */
export class StorageError extends Error {
  readonly fault: StorageFault;

  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.fault = fault;
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const FAULTS: Readonly<Record<number, readonly [StorageFault, string]>> = {
  5: ['busy', 'another process writes to the research log'],
  6: ['busy', 'the research log is in use'],
  8: ['read-only', 'the research log cannot be written: read-only'],
  10: ['io', 'the disk of the research log fails'],
  11: ['damaged', 'the file of the research log is damaged'],
  13: ['full', 'the disk of the research log is full'],
  14: ['io', 'the file of the research log cannot be opened'],
  26: ['damaged', 'the file is not a research log'],
};

/** @returns a StorageError where SQLite blames disk or file; whatever came otherwise */
export function asStorageError(error: unknown, file: string): unknown {
  const [fault, sentence] = FAULTS[sqliteResult(error) ?? 0] ?? [];
  if (!fault) return error;
  const { message } = error as { readonly message: string };
  return new StorageError(fault, `${sentence} (${file}: ${message})`, { cause: error });
}

/** Primary result code of SQLite; undefined if the error is not SQLite's. */
export function sqliteResult(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return Number(error.errcode) & 0xff;
}
