/** A checkpoint that cannot be used. The message names the file, what was expected there and what was found. */
export class UnusableCheckpoint extends Error {
  override readonly name = 'UnusableCheckpoint';

  /** @param expected, got parts of a sentence: `expected ${expected}, got ${got}` */
  constructor(
    file: string,
    { expected, got, cause }: { readonly expected: string; readonly got: string; readonly cause?: unknown },
  ) {
    super(`${file}: expected ${expected}, got ${got}`, { cause });
  }
}
