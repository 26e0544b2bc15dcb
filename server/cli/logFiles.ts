import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { LogFormatError, parseLogLine } from '../../shared/log/jsonLines.ts';
import type { LogEvent } from '../../shared/log/events.ts';

/**
 * Reads a file of JSON lines that may hold the logs of many episodes, one after the other or mixed, and yields
 * each when it ends; at the end of the file those without an end. One whose name ends in .gz is unpacked.
 * @throws LogFormatError at the first line that is no event
 */
export async function* episodesInFile(path: string): AsyncGenerator<readonly LogEvent[], undefined> {
  const running = new Map<string, LogEvent[]>();
  const lines = createInterface({ input: textOf(path), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const event = parseLogLine(line, number);
    const events = running.get(event.episode);
    if (events) events.push(event);
    else running.set(event.episode, [event]);
    if (event.kind !== 'episode.ended') continue;
    yield running.get(event.episode) ?? [];
    running.delete(event.episode);
  }
  if (number === 0) throw new LogFormatError(1, 'expected a log event, got an empty file');
  yield* running.values();
  return undefined;
}

/** @throws LogFormatError if it is called a packed file and is none */
function textOf(path: string): NodeJS.ReadableStream {
  if (!path.endsWith('.gz')) return createReadStream(path, 'utf8');
  try {
    return Readable.from(gunzipSync(readFileSync(path)).toString('utf8'));
  } catch (error) {
    throw new LogFormatError(1, `expected a file packed by gzip, got ${(error as Error).message}`);
  }
}
