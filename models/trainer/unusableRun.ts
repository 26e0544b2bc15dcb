/** A run cannot begin or go on; the message says what was expected and what came. */
export class UnusableRun extends Error {
  override readonly name = 'UnusableRun';
}
