/** In which part of a game's rooms outside of studies its canary sits instead of the live agent. */
export interface CanaryRooms {
  /** Share in a game with many rooms. */
  readonly least: number;
  /** Share in a game with few: with half of the rooms each, the difference of both is known soonest. */
  readonly most: number;
  /** Episodes that it is to have had after `minutes`. */
  readonly episodes: number;
  readonly minutes: number;
}

/**
 * The share in which the wanted number of episodes comes together in the written time, if as many are played as before,
 * within the bounds: where few people play nobody would be decided about for days.
 * @param ended episodes of live agent and canary together in the last `minutes`
 */
export function canaryShare(ended: number, { least, most, episodes }: CanaryRooms): number {
  return Math.min(most, Math.max(least, episodes / Math.max(ended, 1)));
}
