import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ExportError } from './exportError.ts';

/** A folder that appears under its name only when it is complete. */
export class ExportFolder {
  /** Where files are written meanwhile, beside the target. */
  readonly path: string;
  readonly #target: string;
  readonly #existing: 'refuse' | 'replace';

  /** @throws ExportError if the target is there and must stay */
  constructor(target: string, existing: 'refuse' | 'replace') {
    this.#target = resolve(target);
    this.#existing = existing;
    this.path = `${this.#target}.partial-${process.pid}`;
    this.#checkTarget();
    mkdirSync(dirname(this.#target), { recursive: true });
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path);
  }

  /** @throws ExportError if the target has come into being meanwhile and must stay */
  complete(): void {
    this.#checkTarget();
    const old = `${this.#target}.replaced-${process.pid}`;
    if (existsSync(this.#target)) renameSync(this.#target, old);
    renameSync(this.path, this.#target);
    rmSync(old, { recursive: true, force: true });
  }

  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #checkTarget(): void {
    if (!existsSync(this.#target)) return;
    const names = readdirSync(this.#target);
    if (names.length === 0) return;
    if (this.#existing === 'refuse') {
      throw new ExportError(
        `expected an empty or new folder, but ${this.#target} has something in it; choose another, or --force to replace an export`,
      );
    }
    // Whoever mistypes a folder must not lose what is in it.
    if (!names.includes('manifest.json') || !names.includes('codebook.json')) {
      throw new ExportError(`expected an export to replace, but ${this.#target} holds something else`);
    }
  }
}
