import { pino, type Logger } from 'pino';

/** What the server writes about itself: JSON lines on stderr, so that stdout stays for people. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
