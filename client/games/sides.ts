import type { SeatIndex } from '../../shared/game.ts';
import type { OwnAndOther } from '../../shared/ownAndOther.ts';
import { seatLook, type SeatLook } from '../ui/palette.ts';
import type { SceneTurn } from './scene.ts';

/** One of two players as the reader knows them. */
export interface Side {
  readonly seat: SeatIndex;
  readonly name: string;
  readonly look: SeatLook;
}

/** Who `own` and `other` of a two-seat view are; a spectator looks from seat 0's side. */
export function sidesOf(turn: Pick<SceneTurn<unknown>, 'side' | 'labels'>): OwnAndOther<Side> {
  const own = turn.side === 1 ? 1 : 0;
  return { own: sideOf(turn.labels, own), other: sideOf(turn.labels, 1 - own) };
}

function sideOf(labels: readonly string[], seat: SeatIndex): Side {
  return { seat, name: labels[seat] ?? `Player ${seat + 1}`, look: seatLook(seat) };
}
