import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LogEvent } from '../../shared/log/events.ts';
import { UsageError } from './failure.ts';

const BUFFERED_CHARACTERS = 1 << 16;

export interface LogFile {
  readonly write: (event: LogEvent) => void;
  close(): void;
}

/** Opens FILE for JSON lines, one log event a line; replaces what is there.  @throws UsageError if it cannot */
export function openLogFile(path: string, directory: string): LogFile {
  const file = openForWriting(resolve(directory, path));
  let buffer = '';
  const flush = (): void => {
    writeSync(file, buffer);
    buffer = '';
  };
  return {
    write(event) {
      buffer += `${JSON.stringify(event)}\n`;
      if (buffer.length >= BUFFERED_CHARACTERS) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

function openForWriting(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(`--log: expected a file that can be written, got ${path} (${why})`, {
      cause: error,
    });
  }
}
