import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { LogFormatError, parseLogLine } from '../../shared/log/jsonLines.ts';
import type { LogEvent } from '../../shared/log/events.ts';

/**
 * Reads a file of JSON lines that may hold the logs of many episodes, one after the other or mixed, and yields
 * each when it ends; at the end of the file those without an end.
 * @throws LogFormatError at the first line that is no event
 */
export async function* episodesInFile(path: string): AsyncGenerator<readonly LogEvent[], undefined> {
  const running = new Map<string, LogEvent[]>();
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
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
