import { closeSync, openSync, writeSync } from 'node:fs';

const BUFFERED_BYTES = 1 << 19;
/** UTF-8 bytes that one UTF-16 code unit may take. */
const MOST_BYTES_PER_UNIT = 3;

/** A text file that is written from front to back through one buffer, so that memory stays where it is. */
export class TextFile {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFERED_BYTES);
  #length = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  write(text: string): void {
    const most = text.length * MOST_BYTES_PER_UNIT;
    if (this.#length + most > BUFFERED_BYTES) this.#flush();
    if (most > BUFFERED_BYTES) writeAll(this.#file, Buffer.from(text));
    else this.#length += this.#buffer.write(text, this.#length);
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  #flush(): void {
    writeAll(this.#file, this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** One call may write a part only, just before a disk is full. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
