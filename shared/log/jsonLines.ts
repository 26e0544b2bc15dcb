import type { z } from 'zod';
import { logEventSchema, type LogEvent } from './events.ts';

/** A text that is not a log. */
export class LogFormatError extends Error {
  /** From 1. */
  readonly line: number;

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.name = 'LogFormatError';
    this.line = line;
  }
}

/** One event a line, each line closed. */
export function formatLog(events: readonly LogEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Reads JSON lines; empty lines count but are passed over.  @throws LogFormatError at the first bad line */
export function parseLog(text: string): LogEvent[] {
  const events: LogEvent[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as string;
    if (line.trim() !== '') events.push(parseLogLine(line, i + 1));
  }
  return events;
}

/** @param number of the line, from 1, for the error   @throws LogFormatError */
export function parseLogLine(line: string, number: number): LogEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LogFormatError(number, `expected one event as JSON, got ${excerpt(line)}`);
  }
  const { data, error } = logEventSchema.safeParse(value);
  if (error) throw new LogFormatError(number, `expected a log event: ${faults(error)}; got ${excerpt(line)}`);
  return data;
}

function faults(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}

function excerpt(line: string): string {
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
