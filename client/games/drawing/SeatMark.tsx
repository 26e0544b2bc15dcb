import type { JSX } from 'preact';
import type { SeatLook } from '../../ui/palette.ts';
import { seatShapePath } from './seatShapePath.ts';

/** The shape of a seat beside its name, which says the same in words. */
export function SeatMark({ look }: { readonly look: SeatLook }): JSX.Element {
  return (
    <svg class="seat-mark" viewBox="0 0 100 100" aria-hidden="true">
      <path d={seatShapePath(look.shape)} fill={look.colour} />
    </svg>
  );
}
