import type { Writable } from 'node:stream';

/** All that a command may touch outside itself. `main.ts` gives the machine's; tests give their own. */
export interface CliContext {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** What relative paths on the command line are relative to. */
  readonly directory: string;
  readonly codeVersion: string;
  /** Whoever runs the command, as journals name them. */
  readonly userName: string;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Processor time of this thread. */
  readonly cpuSeconds: () => number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly newEpisodeId: () => string;
  /**
   * Calls back at the first ctrl-C, SIGTERM or SIGHUP (a closed terminal), unless the returned function is called
   * before. A second one kills.
   */
  readonly onInterrupt: (callback: () => void) => () => void;
  readonly runServerScript: RunServerScript;
}

/**
 * Runs server/cli/NAME.ts with these arguments: models never import the server.
 * @param options.onLine gets every line that it prints, in place of `output`, so that memory holds one at a time
 * @returns its exit code, and what it printed if `stdout` is 'captured'
 */
export type RunServerScript = (
  name: string,
  args: readonly string[],
  options: { readonly stdout: 'inherited' | 'captured'; readonly onLine?: (line: string) => void },
) => Promise<{ readonly exitCode: number; readonly output: string }>;
