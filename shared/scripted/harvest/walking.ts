import {
  BACKWARD,
  FORWARD,
  FORWARD_X,
  FORWARD_Y,
  STEP_LEFT,
  STEP_RIGHT,
  TURN_LEFT,
  TURN_RIGHT,
} from '../../games/harvest/geometry.ts';
import { pick, type Rng } from '../../random.ts';
import { cellFrom, isWalkable, type Surroundings } from './surroundings.ts';

/** Chance of turning although the way ahead is free. */
const TURN_CHANCE = 1 / 8;

/** The steps ahead, right, back and left: index i goes towards facing + i. */
const STEPS = [FORWARD, STEP_RIGHT, BACKWARD, STEP_LEFT] as const;

export interface Route {
  readonly isGoal: (cell: number) => boolean;
  /** Cells to keep off, beside walls. */
  readonly isForbidden?: (cell: number) => boolean;
}

/**
 * Steps that begin a shortest way to a nearest goal, by breadth-first distance with other players ignored; none if
 * no goal can be reached. The own cell is no goal.
 */
export function stepsTowards(surroundings: Surroundings, { isGoal, isForbidden }: Route): number[] {
  const { ground, self, width, height, facing } = surroundings;
  // Bits of the first steps of all shortest ways to a cell, 0 where none has led yet.
  const firsts = new Uint8Array(ground.length);
  const distance = new Int32Array(ground.length).fill(-1);
  distance[self] = 0;
  let ring = [self];
  for (let d = 1; ring.length > 0; d += 1) {
    const next: number[] = [];
    for (const from of ring) {
      for (const [side, action] of STEPS.entries()) {
        const x = (from % width) + (FORWARD_X[(facing + side) & 3] as number);
        const y = Math.floor(from / width) + (FORWARD_Y[(facing + side) & 3] as number);
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const to = y * width + x;
        if (!isWalkable(ground[to]) || isForbidden?.(to)) continue;
        if (distance[to] === -1) {
          distance[to] = d;
          next.push(to);
        }
        if (distance[to] !== d) continue;
        firsts[to] = (firsts[to] as number) | (from === self ? 1 << action : (firsts[from] as number));
      }
    }
    const found = next.reduce((bits, cell) => (isGoal(cell) ? bits | (firsts[cell] as number) : bits), 0);
    if (found !== 0) return STEPS.filter((action) => (found & (1 << action)) !== 0);
    ring = next;
  }
  return [];
}

/** Walks on, turning now and then and wherever something is in the way. */
export function wander(
  surroundings: Surroundings,
  rng: Rng,
  isForbidden?: (cell: number) => boolean,
): number {
  const ahead = cellFrom(surroundings, 1, 0);
  const isFree =
    isWalkable(surroundings.ground[ahead]) && !surroundings.isTaken[ahead] && !isForbidden?.(ahead);
  if (isFree && !rng.chance(TURN_CHANCE)) return FORWARD;
  return pick(rng, [TURN_LEFT, TURN_RIGHT]);
}
