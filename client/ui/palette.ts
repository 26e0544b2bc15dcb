import type { SeatIndex } from '../../shared/game.ts';

/**
 * The one palette. Hues are those of Okabe and Ito, which stay apart under the common forms of colour
 * blindness; everything that a colour says is also said by a shape or a word.
 */
export const PALETTE = {
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermilion: '#d55e00',
  purple: '#cc79a7',
  grey: '#8a8f98',
} as const;

export type SeatShape =
  'circle' | 'square' | 'triangle' | 'diamond' | 'pentagon' | 'hexagon' | 'star' | 'cross';

/** How one seat looks everywhere: header, scenes, plots. */
export interface SeatLook {
  readonly colour: string;
  readonly shape: SeatShape;
}

const COLOURS = [
  PALETTE.blue,
  PALETTE.vermilion,
  PALETTE.green,
  PALETTE.orange,
  PALETTE.purple,
  PALETTE.sky,
  PALETTE.yellow,
  PALETTE.grey,
] as const;
const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'pentagon', 'hexagon', 'star', 'cross'] as const;

/** Seats 0-7 have their own colour and shape; from 8 on colours come again with other shapes. */
export function seatLook(seat: SeatIndex): SeatLook {
  const turn = Math.floor(seat / COLOURS.length);
  return {
    colour: COLOURS[seat % COLOURS.length] as string,
    shape: SHAPES[(seat + turn * 3) % SHAPES.length] as SeatShape,
  };
}

/** Darker shades of the light hues: lines on a light ground need a contrast of 3. */
const ON_LIGHT: Readonly<Record<string, string>> = {
  [PALETTE.orange]: '#b87f00',
  [PALETTE.sky]: '#2a8fc7',
  [PALETTE.yellow]: '#9a8c00',
  [PALETTE.purple]: '#b8608f',
};

/** Colour of a seat's line in a plot. */
export function lineColour(seat: SeatIndex, ground: 'light' | 'dark'): string {
  const { colour } = seatLook(seat);
  return ground === 'light' ? (ON_LIGHT[colour] ?? colour) : colour;
}
