import { BEAM, FLOOR, NOBODY, SELF, VIEW_SELF, VIEW_SIZE } from '../../../shared/games/harvest/geometry.ts';
import type { HarvestView } from '../../../shared/games/harvest/view.ts';

/** What the two kinds of view have in common: a rectangle of cells, row-major, y downwards. */
export interface ArenaMoment {
  readonly columns: number;
  readonly rows: number;
  /** Codes of geometry.ts without BEAM. */
  readonly ground: ArrayLike<number>;
  readonly beams: readonly number[];
  readonly walkers: readonly Walker[];
  /** Cell of the player whose window it is; undefined for watchers, or while that player is off the board. */
  readonly self: number | undefined;
}

export interface Walker {
  readonly colour: number;
  readonly column: number;
  readonly row: number;
  /** Quarter turns clockwise from up. */
  readonly facing: number;
}

export function arenaMoment(view: HarvestView): ArenaMoment {
  if (view.kind === 'spectator') {
    const { width, height, ground, occupants, beams } = view;
    return {
      columns: width,
      rows: height,
      ground,
      beams,
      walkers: walkersIn(occupants, width),
      self: undefined,
    };
  }
  const beams: number[] = [];
  const ground = new Uint8Array(view.ground.length);
  for (let cell = 0; cell < ground.length; cell += 1) {
    const look = view.ground[cell] as number;
    if (look === BEAM) beams.push(cell);
    // Nobody knows what lies under a beam; floor is the plainest.
    ground[cell] = look === BEAM ? FLOOR : look;
  }
  return {
    columns: VIEW_SIZE,
    rows: VIEW_SIZE,
    ground,
    beams,
    walkers: walkersIn(view.occupants, VIEW_SIZE),
    self: view.alive ? VIEW_SELF : undefined,
  };
}

function walkersIn(occupants: ArrayLike<number>, columns: number): Walker[] {
  const walkers: Walker[] = [];
  for (let cell = 0; cell < occupants.length; cell += 1) {
    const code = occupants[cell] as number;
    if (code === NOBODY || code === SELF) continue;
    walkers.push({
      colour: (code - 2) >> 2,
      facing: (code - 2) & 3,
      column: cell % columns,
      row: Math.floor(cell / columns),
    });
  }
  return walkers;
}
