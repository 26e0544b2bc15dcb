import type { JSX } from 'preact';
import { DEFECT, type IpdMove } from '../../../shared/games/ipd/game.ts';

/** A move as a picture: two hands that meet in one ring, or an arrow that breaks out of it. */
export function MoveMark({ move, colour }: { readonly move: IpdMove; readonly colour: string }): JSX.Element {
  return (
    <svg class="move-mark" viewBox="0 0 100 100" aria-hidden="true">
      {move === DEFECT ? (
        <path d="M50 6L94 50L50 94L6 50z M36 36L64 64M64 36L36 64" {...lines(colour)} />
      ) : (
        <>
          <circle cx="50" cy="50" r="40" fill={colour} />
          <path
            d="M30 52L44 66L71 36"
            fill="none"
            stroke="var(--mark-cut, #fff)"
            stroke-width="11"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </>
      )}
    </svg>
  );
}

function lines(colour: string) {
  return {
    fill: 'none',
    stroke: colour,
    'stroke-width': 9,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  } as const;
}
