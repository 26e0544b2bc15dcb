import { fork, type ChildProcess } from 'node:child_process';
import { lowerPriority } from './lowerPriority.ts';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 300_000;
/** Whoever worked for so long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 60_000;
/** It has said what is wrong, and would say it again. */
const UNUSABLE = 2;
/** What it has not finished by then it does again, or does not need. */
const LAST_WORDS_MS = 5000;

export interface SupervisedChildOptions {
  /** In messages, such as 'the trainer'. */
  readonly name: string;
  readonly pronoun: 'it' | 'them';
  /** The file that it runs, and with what. */
  readonly program: string;
  readonly args: readonly string[];
  /** lowered: as a shell's `nice`; own: it sees to that itself. */
  readonly priority: 'lowered' | 'own';
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** It ended, and is not started again. */
  readonly onEnd?: (exitCode: number) => void;
}

/** Keeps a process running beside the server, which never hears of it. */
export class SupervisedChild {
  readonly #options: SupervisedChildOptions;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delay = FIRST_DELAY_MS;
  #isStopping = false;

  constructor(options: SupervisedChildOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#child !== undefined || this.#isStopping) return;
    clearTimeout(this.#timer);
    const { program, args, priority, environment, say, name, pronoun, onEnd } = this.#options;
    const startedAt = performance.now();
    // Its own session: Ctrl-C reaches it once, through here, and Linux weighs its niceness against all others.
    const child = fork(program, [...args], {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: environment,
    });
    this.#child = child;
    if (priority === 'lowered') lowerPriority(child.pid, 'own');
    child.on('error', (error) => say(`commonground: ${name}: ${error.message}`));
    child.on('exit', (code, signal) => {
      this.#child = undefined;
      if (this.#isStopping || code === 0 || code === UNUSABLE) return onEnd?.(code ?? 0);
      if (performance.now() - startedAt > SOUND_AFTER_MS) this.#delay = FIRST_DELAY_MS;
      say(
        `commonground: ${name} died (${signal ?? code}); play goes on, starting ${pronoun} again in ${this.#delay / 1000} s`,
      );
      this.#timer = setTimeout(() => this.start(), this.#delay);
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS);
    });
  }

  /** @param message whatever may be sent to another process */
  tell(message: object): void {
    if (this.#child?.connected) this.#child.send(message, () => undefined);
  }

  /** Lets it end in good order, or kills it. */
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
