const REFRESH_MS = 1000;
/** Where nobody looks, a line now and then is enough. */
const LOG_EVERY_MS = 60_000;

/** A line on stderr that says how things stand: rewritten every second on a terminal, else one a minute. */
export function startStatusLine(say: () => string): { stop(): void } {
  const isTerminal = process.stderr.isTTY;
  const show = (): void => {
    process.stderr.write(isTerminal ? `\r\x1B[2K${say()}` : `${say()}\n`);
  };
  const timer = setInterval(show, isTerminal ? REFRESH_MS : LOG_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      if (isTerminal) process.stderr.write('\r\x1B[2K');
    },
  };
}
