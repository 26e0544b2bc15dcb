import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServerLoad } from '../shared/protocol/serverLoad.ts';

const PROGRAM = fileURLToPath(new URL('../models/background/trainerProcess.ts', import.meta.url));
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 300_000;
/** Whoever worked for so long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 60_000;
/** It has said what is wrong, and would say it again. */
const UNUSABLE = 2;
/** It saves within an iteration; what it has not saved by then it does again. */
const LAST_WORDS_MS = 5000;

export interface TrainerChildOptions {
  readonly dataFolder: string;
  /** Of its settings; undefined: in the data folder. */
  readonly configFile: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** It ended, and is not started again. */
  readonly onEnd?: (exitCode: number) => void;
}

/** Keeps the background trainer running beside the server, which never hears of it. */
export class TrainerChild {
  readonly #options: TrainerChildOptions;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delay = FIRST_DELAY_MS;
  #isStopping = false;

  constructor(options: TrainerChildOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#child !== undefined || this.#isStopping) return;
    const { dataFolder, configFile, environment, say, onEnd } = this.#options;
    const startedAt = performance.now();
    // Its own session: Ctrl-C reaches it once, through here, and Linux weighs its niceness against all others.
    const child = fork(PROGRAM, [dataFolder, ...(configFile === undefined ? [] : [configFile])], {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: environment,
    });
    this.#child = child;
    child.on('error', (error) => say(`commonground: the trainer: ${error.message}`));
    child.on('exit', (code, signal) => {
      this.#child = undefined;
      if (this.#isStopping || code === 0 || code === UNUSABLE) return onEnd?.(code ?? 0);
      if (performance.now() - startedAt > SOUND_AFTER_MS) this.#delay = FIRST_DELAY_MS;
      say(
        `commonground: the trainer died (${signal ?? code}); play goes on, starting it again in ${this.#delay / 1000} s`,
      );
      this.#timer = setTimeout(() => this.start(), this.#delay);
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS);
    });
  }

  tell(load: ServerLoad): void {
    if (this.#child?.connected) this.#child.send(load, () => undefined);
  }

  /** Lets it save, or kills it. */
  stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined) return Promise.resolve();
    child.kill('SIGTERM');
    return new Promise((resolve) => {
      const late = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
      child.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
    });
  }
}
