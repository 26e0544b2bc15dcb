import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LAST_WORDS_MS = 3000;

/** A process of the bench, asked one thing at a time. */
export class BenchProcess<Ask, Tell> {
  readonly #child: ChildProcess;
  #waiting: { resolve: (message: Tell) => void; reject: (error: Error) => void } | undefined;
  readonly #early: Tell[] = [];

  constructor(name: string, args: readonly string[] = []) {
    this.#child = fork(fileURLToPath(new URL(`../cli/${name}.ts`, import.meta.url)), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message: Tell) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting) waiting.resolve(message);
      else this.#early.push(message);
    });
    this.#child.on('exit', (code) =>
      this.#waiting?.reject(new Error(`${name} ended with exit code ${code}`)),
    );
  }

  /** The next thing that the process says. */
  next(): Promise<Tell> {
    const early = this.#early.shift();
    if (early !== undefined) return Promise.resolve(early);
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
  }

  ask(message: Ask & object): Promise<Tell> {
    this.#child.send(message);
    return this.next();
  }

  /** Lets go: the process ends by itself then, or is killed. */
  async end(): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const late = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
    child.disconnect();
    await ended;
    clearTimeout(late);
  }
}
