import { expect, test } from '@jest/globals';
import { harvest } from '../../../shared/games/harvest/game.ts';
import { ZAP } from '../../../shared/games/harvest/geometry.ts';
import type { HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import { RandomStream } from '../../../shared/random.ts';

const AHEAD = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
] as const;

/** The window of a seat, worked out cell by cell from what a spectator sees. */
function plainWindow(view: HarvestSpectatorView, seat: number): number[] {
  const self = view.seats[seat];
  if (!self?.alive) return Array.from({ length: 242 }, () => 0);
  const [forwardX, forwardY] = AHEAD[self.facing] as (typeof AHEAD)[number];
  const [rightX, rightY] = AHEAD[(self.facing + 1) & 3] as (typeof AHEAD)[number];
  const ground: number[] = [];
  const occupants: number[] = [];
  for (let row = 0; row < 11; row += 1) {
    for (let column = 0; column < 11; column += 1) {
      const x = self.x + (9 - row) * forwardX + (column - 5) * rightX;
      const y = self.y + (9 - row) * forwardY + (column - 5) * rightY;
      const isInside = x >= 0 && y >= 0 && x < view.width && y < view.height;
      const isLit = view.beams.includes(y * view.width + x) && isInside;
      const other = view.seats.find((status) => status.alive && status.x === x && status.y === y);
      ground.push(isLit ? 5 : isInside ? (view.ground[y * view.width + x] as number) : 0);
      if (isLit || other === undefined) occupants.push(0);
      else occupants.push(other === self ? 1 : 2 + 4 * other.colour + ((other.facing - self.facing + 4) % 4));
    }
  }
  return [...ground, ...occupants];
}

test.each([
  ['the open map', {}],
  ['a narrow map without walls', { map: ['AAPPPPPPA', 'A  W    A'], seats: 6, beamLength: 6 }],
  ['a wide map', { map: ['AP '.repeat(30), '  A'.repeat(30)], seats: 16, colours: 'shuffled' }],
])('[CH17] the fast window equals the plain one on %s, over random play', (_map, raw) => {
  const params = harvest.params.parse(raw);
  const rng = new RandomStream(6, 'play');
  let state = harvest.reset(params, new RandomStream(6, 'reset'));
  const bytes = new Uint8Array(243);
  const floats = new Float32Array(243);
  for (let t = 0; t < 150; t += 1) {
    const actions = Array.from({ length: params.seats }, () => (rng.chance(0.2) ? ZAP : rng.int(7)));
    state = harvest.step(params, state, actions, new RandomStream(6, 'step', t)).state;
    const view = harvest.view(params, state, 'spectator') as HarvestSpectatorView;
    for (let seat = 0; seat < params.seats; seat += 1) {
      harvest.observe(params, state, seat, bytes.fill(77));
      harvest.observe(params, state, seat, floats.fill(77));
      expect([...bytes.subarray(0, 242)]).toEqual(plainWindow(view, seat));
      expect([...floats]).toEqual([...bytes]);
    }
  }
});
