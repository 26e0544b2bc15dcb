import type { SeatShape } from '../../ui/palette.ts';

/** Outlines in the square [0, 100]^2, for SVG's `d` and for Path2D alike. */
const PATHS: Readonly<Record<SeatShape, string>> = {
  circle: 'M50 8a42 42 0 1 1 0 84a42 42 0 1 1 0-84z',
  square: 'M22 12h56a10 10 0 0 1 10 10v56a10 10 0 0 1-10 10h-56a10 10 0 0 1-10-10v-56a10 10 0 0 1 10-10z',
  triangle: 'M50 8L95 88H5z',
  diamond: 'M50 4L92 50L50 96L8 50z',
  pentagon: 'M50 6L94 39L77 92H23L6 39z',
  hexagon: 'M27 10H73L96 50L73 90H27L4 50z',
  star: 'M50 4L62 37L97 38L69 59L79 93L50 73L21 93L31 59L3 38L38 37z',
  cross: 'M35 8H65V35H92V65H65V92H35V65H8V35H35z',
};

export function seatShapePath(shape: SeatShape): string {
  return PATHS[shape];
}
