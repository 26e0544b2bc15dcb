import type { Action } from '../../game.ts';
import type { Rng } from '../../random.ts';
import { APPLE, TURN_LEFT, TURN_RIGHT, WALL } from './geometry.ts';
import { eatApple, type StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import { isOnBoard, type HarvestState } from './state.ts';

const TWO_TO_32 = 4294967296;

/**
 * Fills `order` with a uniformly random order of its indices. One 32-bit word serves as many draws as its range
 * allows: each takes the high part of word * bound and leaves the low part to the next; the last low part tells
 * whether the batch must be drawn again to stay exactly uniform.
 */
export function drawOrder(rng: Rng, order: Uint8Array): void {
  do {
    for (let i = 0; i < order.length; i += 1) order[i] = i;
  } while (!tryOrder(rng, order));
}

function tryOrder(rng: Rng, order: Uint8Array): boolean {
  let word = rng.uint32();
  let range = 1;
  for (let i = order.length - 1; i > 0; i -= 1) {
    const bound = i + 1;
    if (range * bound > TWO_TO_32) {
      if (isBiased(word, range)) return false;
      word = rng.uint32();
      range = 1;
    }
    const scaled = word * bound;
    const j = Math.floor(scaled / TWO_TO_32);
    word = scaled - j * TWO_TO_32;
    range *= bound;
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return !isBiased(word, range);
}

function isBiased(word: number, range: number): boolean {
  return word < range && word < TWO_TO_32 % range;
}

/**
 * One player after another turns or steps. A step is blocked by a wall and by whoever stands there at that moment:
 * a cell left earlier in the order is free, one left later is not, so that two players never swap.
 */
export function movePlayers(
  layout: Layout,
  state: HarvestState,
  actions: readonly Action[],
  order: Uint8Array,
  report: StepReport,
): void {
  const { facing, cell, motion, ground, occupants } = state;
  for (let k = 0; k < order.length; k += 1) {
    const seat = order[k] as number;
    if (!isOnBoard(state, seat)) continue;
    const action = actions[seat] as number;
    const face = facing[seat] as number;
    if (action === TURN_LEFT || action === TURN_RIGHT) {
      facing[seat] = (face + (action === TURN_LEFT ? 3 : 1)) & 3;
      motion[seat] = action;
      continue;
    }
    const offset = layout.moveOffset[8 * face + action] as number;
    if (offset === 0) continue;
    const from = cell[seat] as number;
    const target = from + offset;
    const look = ground[target] as number;
    if (look <= WALL || occupants[target] !== 0) continue;
    occupants[from] = 0;
    occupants[target] = seat + 1;
    cell[seat] = target;
    motion[seat] = action;
    if (look === APPLE) eatApple(layout, state, seat, layout.siteAt[target] as number, report);
  }
}
