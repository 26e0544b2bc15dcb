import { SeatMark as LookMark } from '../games/drawing/SeatMark.tsx';
import { seatLook } from './palette.ts';

/** The sign of a seat: colour and shape, so that either alone is enough. */
export function SeatMark({ seat }: { readonly seat: number }) {
  return <LookMark look={seatLook(seat)} />;
}
