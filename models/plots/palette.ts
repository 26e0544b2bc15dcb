/** Okabe and Ito 2008: eight colours that stay apart for the common kinds of colour blindness; here the six that are dark enough on white. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;
const DASHES = ['solid', 'dashed', 'dotted'] as const;

export const INK = '#222222';
export const FAINT_INK = '#666666';
export const GRID_LINE = '#e3e3e3';

export function colourOf(series: number): string {
  return COLOURS[series % COLOURS.length] as string;
}

/** A second way to tell lines apart, where the colours come round again. */
export function dashOf(series: number): (typeof DASHES)[number] {
  return DASHES[Math.floor(series / COLOURS.length) % DASHES.length] as (typeof DASHES)[number];
}

/** Viridis (van der Walt and Smith 2015), nine stops from low to high: even in lightness, so that it survives grey. */
export const SEQUENTIAL = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
] as const;
