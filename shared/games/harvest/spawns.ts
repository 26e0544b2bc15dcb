import { pick, shuffle, type Rng } from '../../random.ts';
import { lowestSeat } from './geometry.ts';
import type { StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { placePlayer, type HarvestState } from './state.ts';

/** First spawn: Q cells go to the seats that `insideSpawns` names, the rest of the seats get P cells. */
export function spawnAll(params: HarvestParams, layout: Layout, state: HarvestState, rng: Rng): void {
  const seats = Array.from({ length: layout.numSeats }, (_, seat) => seat);
  if (params.insideSpawns === 'random-seats') shuffle(rng, seats);
  const inside = shuffle(rng, [...layout.insideSpawns]);
  const outside = shuffle(rng, [...layout.outsideSpawns]);
  for (const [i, seat] of seats.entries()) {
    const cell = (i < inside.length ? inside[i] : outside[i - inside.length]) as number;
    placePlayer(state, seat, cell, rng.int(4));
  }
}

/** Brings the time of everyone off the board nearer.  @returns those who come back in this step, a bit per seat */
export function waitToReturn({ numSeats }: Layout, { respawnIn }: HarvestState): number {
  let returning = 0;
  for (let seat = 0; seat < numSeats; seat += 1) {
    const left = respawnIn[seat] as number;
    if (left > 1) respawnIn[seat] = left - 1;
    else if (left === 1) returning |= 1 << seat;
  }
  return returning;
}

/** Puts those who come back on uniformly random free P cells, facing anywhere.  @param returning a bit per seat */
export function respawn(
  layout: Layout,
  state: HarvestState,
  returning: number,
  rng: Rng,
  { events }: StepReport,
): void {
  for (let left = returning; left !== 0; left &= left - 1) {
    const seat = lowestSeat(left);
    placePlayer(state, seat, freeSpawn(layout, state, rng), rng.int(4));
    events.push({ kind: 'respawn', seat });
  }
}

/** Ends because a map has a P cell for every seat. */
function freeSpawn(layout: Layout, state: HarvestState, rng: Rng): number {
  for (;;) {
    const cell = pick(rng, layout.outsideSpawns);
    if (state.occupants[cell] === 0) return cell;
  }
}
