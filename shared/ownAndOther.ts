import type { SeatIndex } from './game.ts';

/** Something that both seats of a two-player game have, from one seat's side. */
export interface OwnAndOther<T> {
  readonly own: T;
  readonly other: T;
}

/** @param pair of seat 0 and seat 1   @param side a spectator looks from seat 0's side */
export function bySide<T>(side: SeatIndex | 'spectator', pair: readonly [T, T]): OwnAndOther<T> {
  return side === 1 ? { own: pair[1], other: pair[0] } : { own: pair[0], other: pair[1] };
}
