import { closeSync, openSync, writeSync } from 'node:fs';

const BUFFERED_CHARACTERS = 1 << 18;

/** A text file that is written from front to back through a buffer. */
export class TextFile {
  readonly #file: number;
  #buffer = '';

  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length >= BUFFERED_CHARACTERS) this.#flush();
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  #flush(): void {
    const bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    // One call may write a part only, just before a disk is full.
    for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done);
  }
}
