import type { Action } from '../../game.ts';
import type { Rng } from '../../random.ts';
import { ACTION_NAMES, TURN_LEFT, TURN_RIGHT } from './geometry.ts';
import { eatApple, type StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import type { HarvestState } from './state.ts';

const TWO_TO_32 = 4294967296;

/** Quarter turns to the right, by action. */
const TURNS = Uint8Array.from(ACTION_NAMES, (_, action) =>
  action === TURN_LEFT ? 3 : action === TURN_RIGHT ? 1 : 0,
);

/** Up to so many players, all orders stand in a table: 5040 rows of seven. */
const MOST_TABLED = 7;
const tables: (Uint8Array | undefined)[] = [];

/**
 * Fills `order` with a uniformly random order of its indices. One 32-bit word serves as many draws as its range
 * allows: each takes the high part of word * bound and leaves the low part to the next; the last low part tells
 * whether the batch must be drawn again to stay exactly uniform. All draws of one word together are the high part
 * of word * (product of the bounds): few players look their order up at once.
 */
export function drawOrder(rng: Rng, order: Uint8Array): void {
  const n = order.length;
  if (n > MOST_TABLED) {
    do {
      for (let i = 0; i < n; i += 1) order[i] = i;
    } while (!tryOrder(rng, order));
    return;
  }
  const table = (tables[n] ??= allOrders(n));
  const range = table.length / n;
  for (;;) {
    const scaled = rng.uint32() * range;
    const row = Math.floor(scaled / TWO_TO_32);
    if (isBiased(scaled - row * TWO_TO_32, range)) continue;
    for (let i = 0; i < n; i += 1) order[i] = table[n * row + i] as number;
    return;
  }
}

/** All orders of n players, side by side, in the order in which ever greater words lead to them. */
function allOrders(n: number): Uint8Array {
  let orders: number[][] = [Array.from({ length: n }, (_, i) => i)];
  for (let i = n - 1; i > 0; i -= 1) {
    orders = orders.flatMap((order) => Array.from({ length: i + 1 }, (_, j) => swapped(order, i, j)));
  }
  return Uint8Array.from(orders.flat());
}

function swapped(order: readonly number[], i: number, j: number): number[] {
  const copy = [...order];
  copy[i] = order[j] as number;
  copy[j] = order[i] as number;
  return copy;
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
 * a cell left earlier in the order is free, one left later is not, so that two players never swap. Whether a step is
 * free is anybody's guess, not least the processor's: it is a number to reckon with here, no branch.
 */
export function movePlayers(
  layout: Layout,
  state: HarvestState,
  actions: readonly Action[],
  order: Uint8Array,
  report: StepReport,
): void {
  const { facing, cell, motion, occupants, live } = state;
  const { moveOffset, siteAt, numSeats } = layout;
  const turns = TURNS;
  for (let k = 0; k < numSeats; k += 1) {
    const seat = order[k] as number;
    const from = cell[seat] as number;
    if (from === 0) {
      // off the board
      motion[seat] = 0;
      continue;
    }
    const action = actions[seat] as number;
    const face = facing[seat] as number;
    const turn = turns[action] as number;
    const offset = moveOffset[8 * face + action] as number;
    // Whoever does not step stands in the own way. All ones if the step is free, else 0.
    const free = ((occupants[from + offset] as number) - 1) >> 31;
    const to = from + (offset & free);
    occupants[from] = 0;
    occupants[to] = seat + 1;
    cell[seat] = to;
    facing[seat] = (face + turn) & 3;
    motion[seat] = action & (free | (-turn >> 31));
    const site = siteAt[to] as number;
    // No apple lives under a player who has not moved.
    if (site >= 0 && live[site] === 1) eatApple(layout, state, seat, site, report);
  }
}
