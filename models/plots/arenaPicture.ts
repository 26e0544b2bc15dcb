import { APPLE, GRASS, WALL } from '../../shared/games/harvest/geometry.ts';
import type { HarvestSpectatorView } from '../../shared/games/harvest/view.ts';
import { escapeXml } from './escapeXml.ts';
import { FAINT_INK, INK } from './palette.ts';

/** One moment of an arena. */
export interface ArenaFrame {
  readonly view: HarvestSpectatorView;
  /** Cells, as y * width + x, that bore an apple at the start. */
  readonly sites: readonly number[];
  /** Seats to mark, e.g. the background. */
  readonly marked: readonly number[];
  readonly caption: string;
}

/** Frames of one run, in order of time. */
export interface ArenaStrip {
  readonly label: string;
  readonly frames: readonly ArenaFrame[];
}

/** Pixels. */
const CELL = 10;
const GAP = 12;
const CAPTION = 18;
const HEADING = 26;

const LOOKS = { floor: '#efe4cc', wall: '#5d6672', grass: '#a9cf7a', bare: '#c9ab78', beam: '#ffd92e' };
/** Okabe and Ito 2008, without black, and then again in darker shades: sixteen seats. */
const HUES = ['#0072b2', '#cc79a7', '#56b4e9', '#d55e00', '#e69f00', '#f0e442', '#009e73', '#999999'];
const DARK_HUES = ['#004a75', '#8f4a72', '#2f7fae', '#8f3f00', '#9c6b00', '#a39a10', '#006b4e', '#5c5c5c'];

/**
 * Strips of an arena, one row each, as Figure 5 of Duque et al. 2024 has them.
 * @param title what the picture shows   @returns SVG
 */
export function arenaStrips(title: string, strips: readonly ArenaStrip[]): string {
  const frames = strips.flatMap((strip) => strip.frames);
  const frameWidth = Math.max(...frames.map(({ view }) => view.width * CELL));
  const frameHeight = Math.max(...frames.map(({ view }) => view.height * CELL));
  const columns = Math.max(...strips.map((strip) => strip.frames.length));
  const rowHeight = HEADING + frameHeight + CAPTION;
  const width = GAP + columns * (frameWidth + GAP);
  const height = strips.length * rowHeight + GAP;
  const rows = strips.map(({ label, frames: ofRow }, row) => {
    const pictures = ofRow.map((frame, column) => {
      const caption = text(frame.caption, frameWidth / 2, frameHeight + 13, 'middle', FAINT_INK);
      return `<g transform="translate(${GAP + column * (frameWidth + GAP)} ${HEADING})">${arena(frame)}${caption}</g>`;
    });
    return `<g transform="translate(0 ${row * rowHeight})">${text(label, GAP, 18, 'start', INK)}${pictures.join('')}</g>`;
  });
  const name = escapeXml(title);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}">
<title>${name}</title>
<defs>${APPLE_SHAPE}</defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${rows.join('\n')}
</svg>
`;
}

const APPLE_SHAPE = `<g id="apple"><circle cx="5" cy="5.6" r="3" fill="#c4283a"/><path d="M5 3q.2-1.4 1.6-1.8" stroke="#4a2a1a" stroke-width=".8" fill="none"/></g>`;

function arena({ view, sites, marked }: ArenaFrame): string {
  const { width, height, ground, beams } = view;
  const cells = (look: number): number[] => [...ground.keys()].filter((cell) => ground[cell] === look);
  const apples = cells(APPLE);
  // A bush cell without an apple that looks like floor has dried out.
  const bare = sites.filter((cell) => ground[cell] !== APPLE && ground[cell] !== GRASS);
  return [
    `<rect width="${width * CELL}" height="${height * CELL}" fill="${LOOKS.floor}"/>`,
    squares(cells(WALL), width, LOOKS.wall),
    squares([...cells(GRASS), ...apples], width, LOOKS.grass),
    squares(bare, width, LOOKS.bare),
    squares([...new Set(beams)], width, LOOKS.beam),
    ...apples.map((cell) => `<use href="#apple" ${at(cell, width)}/>`),
    ...view.seats.map((status, seat) => (status.alive ? player(status, marked.includes(seat)) : '')),
  ].join('');
}

function squares(cells: readonly number[], width: number, fill: string): string {
  if (cells.length === 0) return '';
  const path = cells.map(
    (cell) => `M${(cell % width) * CELL} ${Math.floor(cell / width) * CELL}h${CELL}v${CELL}h-${CELL}z`,
  );
  return `<path d="${path.join('')}" fill="${fill}"/>`;
}

function at(cell: number, width: number): string {
  return `x="${(cell % width) * CELL}" y="${Math.floor(cell / width) * CELL}"`;
}

/** A body with a beak; marked ones wear a black ring. */
function player({ colour, x, y, facing }: HarvestSpectatorView['seats'][number], isMarked: boolean): string {
  const hue = (colour < HUES.length ? HUES : DARK_HUES)[colour % HUES.length] as string;
  const ring = isMarked ? `stroke="${INK}" stroke-width="1.6"` : `stroke="#ffffff" stroke-width=".8"`;
  return `<g transform="translate(${(x + 0.5) * CELL} ${(y + 0.5) * CELL}) rotate(${facing * 90})"><path d="M-2.9-1.6L0-5.6L2.9-1.6z" fill="${INK}"/><circle r="3.4" fill="${hue}" ${ring}/></g>`;
}

function text(content: string, x: number, y: number, anchor: 'start' | 'middle', fill: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="sans-serif" font-size="12" fill="${fill}">${escapeXml(content)}</text>`;
}
