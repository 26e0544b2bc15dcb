import {
  FORWARD_X,
  FORWARD_Y,
  GRASS,
  NORTH,
  SELF,
  VIEW_SELF,
  VIEW_SIZE,
  WALL,
} from '../../games/harvest/geometry.ts';
import type { HarvestParams } from '../../games/harvest/params.ts';
import type { HarvestView } from '../../games/harvest/view.ts';

/** What a player goes by, be it the window of its seat or the whole map: a grid with itself on it. */
export interface Surroundings {
  readonly width: number;
  readonly height: number;
  /** [height * width] codes of geometry.ts. */
  readonly ground: Uint8Array;
  /** [height * width] true where another player stands. */
  readonly isTaken: readonly boolean[];
  readonly self: number;
  /** In this grid: always north in a window. */
  readonly facing: number;
  readonly canShoot: boolean;
}

/** Undefined while the player is off the board. */
export function surroundingsOf(view: HarvestView, seat: number): Surroundings | undefined {
  if (view.kind === 'seat') {
    if (!view.alive) return undefined;
    return {
      width: VIEW_SIZE,
      height: VIEW_SIZE,
      ground: view.ground,
      isTaken: takenIn(view.occupants),
      self: VIEW_SELF,
      facing: NORTH,
      canShoot: view.ready === 2,
    };
  }
  const own = view.seats[seat];
  if (!own?.alive) return undefined;
  const self = own.y * view.width + own.x;
  const isTaken = takenIn(view.occupants);
  isTaken[self] = false;
  return {
    width: view.width,
    height: view.height,
    ground: view.ground,
    isTaken,
    self,
    facing: own.facing,
    canShoot: own.ready === 2,
  };
}

/** Array.from would ask an iterator for each cell, which costs more than the rest of a decision. */
function takenIn(occupants: Uint8Array): boolean[] {
  const isTaken: boolean[] = [];
  for (let cell = 0; cell < occupants.length; cell += 1) isTaken.push((occupants[cell] as number) > SELF);
  return isTaken;
}

/** Cell at so many steps ahead and to the right, or -1 outside the grid. */
export function cellFrom(
  { width, height, self, facing }: Surroundings,
  ahead: number,
  right: number,
): number {
  const rightward = (facing + 1) & 3;
  const dx = ahead * (FORWARD_X[facing] as number) + right * (FORWARD_X[rightward] as number);
  const dy = ahead * (FORWARD_Y[facing] as number) + right * (FORWARD_Y[rightward] as number);
  const x = (self % width) + dx;
  const y = Math.floor(self / width) + dy;
  return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
}

/** Steps ahead and to the right at which a cell lies. */
export function offsetTo(
  { width, self, facing }: Surroundings,
  cell: number,
): { ahead: number; right: number } {
  const dx = (cell % width) - (self % width);
  const dy = Math.floor(cell / width) - Math.floor(self / width);
  const forwardX = FORWARD_X[facing] as number;
  const forwardY = FORWARD_Y[facing] as number;
  return { ahead: dx * forwardX + dy * forwardY, right: dy * forwardX - dx * forwardY };
}

/** True if ground can be walked on; a beam lights only such cells. */
export function isWalkable(look: number | undefined): boolean {
  return look !== undefined && look >= GRASS;
}

/** True if a shot fired now, with nobody moving, would hit somebody. */
export function someoneInBeam(
  surroundings: Surroundings,
  { beamLength, beamRadius }: HarvestParams,
): boolean {
  for (let side = -beamRadius; side <= beamRadius; side += 1) {
    const first = side === 0 ? 1 : 0;
    for (let ahead = first; ahead < first + beamLength; ahead += 1) {
      const cell = cellFrom(surroundings, ahead, side);
      if (cell < 0 || (surroundings.ground[cell] as number) <= WALL) break;
      if (surroundings.isTaken[cell]) return true;
    }
  }
  return false;
}
