import { expect, test } from '@jest/globals';
import { APPLE, EAST, FLOOR, GRASS, NORTH, WALL } from '../../../shared/games/harvest/geometry.ts';
import type { HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import { arenaStrips, type ArenaFrame } from '../../../models/plots/arenaPicture.ts';

const seat = (overrides: Partial<HarvestSpectatorView['seats'][number]>) => ({
  colour: 0,
  alive: true,
  respawnIn: 0,
  x: 0,
  y: 0,
  facing: NORTH,
  ready: 2 as const,
  motion: 0,
  reward: 0,
  total: 0,
  ...overrides,
});

/** Wall, apple, grass and two cells of floor, of which the first bore an apple; a beam lit the last twice. */
function makeFrame(overrides: Partial<ArenaFrame> = {}): ArenaFrame {
  return {
    view: {
      kind: 'spectator',
      step: 7,
      width: 5,
      height: 1,
      ground: Uint8Array.from([WALL, APPLE, GRASS, FLOOR, FLOOR]),
      occupants: new Uint8Array(5),
      beams: [4, 4],
      seats: [seat({ x: 2, facing: EAST }), seat({ colour: 3, x: 4 }), seat({ colour: 1, alive: false })],
      bushes: [],
    },
    sites: [1, 2, 3],
    marked: [1],
    caption: 'step 7',
    ...overrides,
  };
}

test('[EV10] a frame shows walls, apples, grass, dried-out bushes, beams, and players with their facing', () => {
  const svg = arenaStrips('A <strip>', [{ label: 'one', frames: [makeFrame()] }]);
  expect(svg).toContain('<title>A &#60;strip&#62;</title>');
  expect(svg).toContain('<path d="M0 0h10v10h-10z" fill="#5d6672"/>');
  expect(svg).toContain('<path d="M20 0h10v10h-10zM10 0h10v10h-10z" fill="#a9cf7a"/>');
  expect(svg).toContain('<path d="M30 0h10v10h-10z" fill="#c9ab78"/>');
  expect(svg).toContain('<path d="M40 0h10v10h-10z" fill="#ffd92e"/>');
  expect(svg.match(/<use href="#apple" x="10" y="0"\/>/g)).toHaveLength(1);
  expect(svg).toContain('<g transform="translate(25 5) rotate(90)">');
  // Two players on the board, of whom the second is marked.
  expect(svg.match(/<circle r="3.4" fill="#\w+" stroke="#ffffff"/g)).toHaveLength(1);
  expect(svg.match(/<circle r="3.4" fill="#d55e00" stroke="#222222"/g)).toHaveLength(1);
});

test('[EV10] strips stand one below the other, frames side by side', () => {
  const strips = [
    { label: 'one', frames: [makeFrame(), makeFrame({ caption: 'step 8' })] },
    { label: 'two', frames: [makeFrame()] },
  ];
  const svg = arenaStrips('Strips', strips);
  // Two frames of 50 pixels and three gaps of 12; two rows of heading 26, arena 10 and caption 18, and a gap.
  expect(svg).toContain('viewBox="0 0 136 120"');
  expect(svg).toContain('<g transform="translate(74 26)">');
  expect(svg).toContain('<g transform="translate(0 54)">');
  expect([...svg.matchAll(/>(one|two|step \d)</g)].map(([, text]) => text)).toEqual([
    'one',
    'step 7',
    'step 8',
    'two',
    'step 7',
  ]);
});
