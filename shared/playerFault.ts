/** A player from outside broke its promise in the middle of an episode. */
export class PlayerFault extends Error {
  override readonly name = 'PlayerFault';
}
