/** No player can be made of a reference; the message says why. */
export class UnusablePlayer extends Error {
  override readonly name = 'UnusablePlayer';
}
