import { pick, shuffle, type Rng } from '../../random.ts';
import type { StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { isOnBoard, placePlayer, type HarvestState } from './state.ts';

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

/** Brings the time of everyone off the board nearer.  @param returns [seats] receives 1 for those who come back */
export function waitToReturn(state: HarvestState, returns: Uint8Array): void {
  const { respawnIn } = state;
  for (let seat = 0; seat < returns.length; seat += 1) {
    returns[seat] = 0;
    if (isOnBoard(state, seat)) continue;
    const left = respawnIn[seat] as number;
    if (left > 1) respawnIn[seat] = left - 1;
    else returns[seat] = 1;
  }
}

/** Puts those who come back on uniformly random free P cells, facing anywhere. */
export function respawn(
  layout: Layout,
  state: HarvestState,
  returns: Uint8Array,
  rng: Rng,
  { events }: StepReport,
): void {
  for (let seat = 0; seat < returns.length; seat += 1) {
    if (returns[seat] === 0) continue;
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
