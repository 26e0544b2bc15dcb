import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromSeedProcess, ToSeedProcess } from './seedMessages.ts';
import type { TrainResult } from './trainJob.ts';
import type { RunProgress } from './trainLoop.ts';

export interface SideBySideOptions {
  /** Each a run's folder with its `config.json`. */
  readonly folders: readonly string[];
  /** At most so many processes at once. */
  readonly parallel: number;
  readonly directory: string;
  readonly codeVersion: string;
  readonly onProgress: (index: number, progress: RunProgress) => void;
  readonly onEnd: (index: number, outcome: SeedOutcome) => void;
}

export type SeedOutcome =
  | { readonly kind: 'ended'; readonly result: TrainResult }
  /** Its process could not go on. */
  | { readonly kind: 'crashed'; readonly reason: string }
  /** It was its turn only after the others had been stopped. */
  | { readonly kind: 'not begun' };

export interface SideBySide {
  /** One per folder. */
  readonly outcomes: Promise<readonly SeedOutcome[]>;
  /** Lets every process save and end, and begins no other. */
  stop(): void;
}

const SEED_PROCESS = fileURLToPath(new URL('./seedProcess.ts', import.meta.url));
/** Characters of what a process wrote before it died that are worth telling. */
const LAST_WORDS = 500;

/** Trains runs in processes of their own, some at once. */
export function trainSideBySide(options: SideBySideOptions): SideBySide {
  const { folders, parallel, onEnd } = options;
  const children = new Set<ChildProcess>();
  const outcomes: SeedOutcome[] = folders.map(() => ({ kind: 'not begun' }));
  const waiting = folders.map((_, index) => index);
  const lane = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const outcome = await trainOne(index, options, children);
      outcomes[index] = outcome;
      onEnd(index, outcome);
    }
  };
  const lanes = Array.from({ length: Math.min(parallel, folders.length) }, lane);
  return {
    outcomes: Promise.all(lanes).then(() => outcomes),
    stop() {
      waiting.length = 0;
      for (const child of children) if (child.connected) child.send({ kind: 'stop' } satisfies ToSeedProcess);
    },
  };
}

function trainOne(
  index: number,
  { folders, directory, codeVersion, onProgress }: SideBySideOptions,
  children: Set<ChildProcess>,
): Promise<SeedOutcome> {
  const child = fork(SEED_PROCESS, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  children.add(child);
  let outcome: SeedOutcome | undefined;
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = `${lastWords}${text}`.slice(-LAST_WORDS);
  });
  child.on('message', (message) => {
    const told = message as FromSeedProcess;
    if (told.kind === 'progress') onProgress(index, told.progress);
    else if (told.kind === 'result') outcome = { kind: 'ended', result: told.result };
    else outcome = { kind: 'crashed', reason: told.message };
  });
  const folder = folders[index] as string;
  child.send({ kind: 'train', folder, directory, codeVersion } satisfies ToSeedProcess);
  return new Promise((resolve) => {
    const end = (why: string): void => {
      children.delete(child);
      resolve(
        outcome ?? { kind: 'crashed', reason: `${why}${lastWords === '' ? '' : `: ${lastWords.trim()}`}` },
      );
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) =>
      end(
        signal === null ? `its process ended with exit code ${code}` : `its process was killed by ${signal}`,
      ),
    );
  });
}
