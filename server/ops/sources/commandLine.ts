import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { lowerPriority } from '../../lowerPriority.ts';

export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the project in a process of its own.  @param args as on the command line */
export type RunCommandLine = (args: readonly string[]) => Promise<CommandOutput>;

const ENTRY = fileURLToPath(new URL('../../../models/cli/main.ts', import.meta.url));
const MAX_OUTPUT = 16 * 2 ** 20;

/** A page waits for its figures for so long; whoever orders an export of a long log goes and has coffee. */
export const PATIENCE_MS = { figures: 120_000, exports: 4 * 3_600_000 } as const;

/**
 * Commands one after another, of low priority: several researchers who look at several panels must not cost play.
 * @param directory where relative paths start and `data` lies   @param patienceMs what takes longer is stopped
 */
export function commandLine(directory: string, dataFolder: string, patienceMs: number): RunCommandLine {
  let last: Promise<unknown> = Promise.resolve();
  return (args) => {
    const next = last.then(() => run(args, { directory, dataFolder, patienceMs }));
    last = next.catch(() => undefined);
    return next;
  };
}

interface RunOptions {
  readonly directory: string;
  readonly dataFolder: string;
  readonly patienceMs: number;
}

function run(
  args: readonly string[],
  { directory, dataFolder, patienceMs }: RunOptions,
): Promise<CommandOutput> {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: dataFolder },
    timeout: patienceMs,
  });
  lowerPriority(child.pid, 'shared');
  const read = (stream: NodeJS.ReadableStream): (() => string) => {
    const pieces: string[] = [];
    let length = 0;
    stream.setEncoding('utf8').on('data', (piece: string) => {
      length += piece.length;
      if (length <= MAX_OUTPUT) pieces.push(piece);
    });
    return () => pieces.join('');
  };
  const [stdout, stderr] = [read(child.stdout), read(child.stderr)];
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const late = child.killed
        ? `it was stopped after ${patienceMs / 1000} s: the machine has too much to do`
        : '';
      resolve({ exitCode: code ?? 1, stdout: stdout(), stderr: late || stderr() });
    });
  });
}

/** What a command said went wrong, in one line. */
export function failureOf({ exitCode, stderr }: CommandOutput): string {
  const words = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Try:'))
    .join(' ');
  return words === '' ? `the command ended with exit code ${exitCode}` : words;
}
