import type { SeatIndex } from '../../game.ts';
import { shuffle, type Rng } from '../../random.ts';
import { ACTION_NAMES } from './geometry.ts';
import { OPEN_CELL, type Layout } from './layout.ts';
import { reaches, sees } from './observation.ts';
import type { HarvestParams } from './params.ts';
import {
  DEAD_BUSH,
  copyState,
  growApple,
  isOnBoard,
  placePlayer,
  removeApple,
  removePlayer,
  setLabel,
  type HarvestState,
} from './state.ts';

/**
 * A state that looks the same to one seat and is otherwise as different as can be: apples and labels that it does
 * not see, players out of its sight, everybody's cooldown, return time, score and colour where these are unknown
 * to it, beams out of sight, and the length of the episode.
 */
export function scrambleHidden(
  params: HarvestParams,
  layout: Layout,
  state: HarvestState,
  seat: SeatIndex,
  rng: Rng,
): HarvestState {
  const copy = copyState(layout, state);
  // Sight is judged by the original: it must not change while the copy does.
  const isSeen = (cell: number): boolean => sees(layout, state, seat, cell);
  const isSeenPlayer = (other: number): boolean =>
    other === seat || (isOnBoard(state, other) && isSeen(state.cell[other] as number));
  copy.length = state.step + 1 + rng.int(params.episode.cap);
  scrambleApples(layout, copy, isSeen, rng);
  scrambleBushes(layout, copy, rng);
  for (let other = 0; other < layout.numSeats; other += 1) {
    if (other !== seat) scrambleTallies(params, copy, other, rng);
  }
  // All of them leave before one returns, so that they may trade places.
  const strangers = seatsThat(layout, (other) => !isSeenPlayer(other));
  for (const other of strangers) {
    if (isOnBoard(copy, other)) removePlayer(copy, other, 1 + rng.int(params.respawnDelay + 1));
  }
  for (const other of strangers) moveOutOfSight(layout, copy, other, isSeen, rng);
  if (params.colours === 'shuffled') swapColours(copy, [...strangers, seat], rng);
  keepBeams(copy, (cell) => reaches(layout, state, seat, cell));
  return copy;
}

function scrambleApples(
  layout: Layout,
  copy: HarvestState,
  isSeen: (cell: number) => boolean,
  rng: Rng,
): void {
  for (const [site, cell] of layout.siteCell.entries()) {
    if (isSeen(cell)) continue;
    if (copy.live[site] === 1) {
      if (rng.chance(0.5)) removeApple(layout, copy, site);
    } else if (copy.occupants[cell] === 0 && rng.chance(0.5)) growApple(layout, copy, site);
    if (copy.live[site] === 0) setLabel(copy, site, rng.int(4));
  }
}

function scrambleBushes(layout: Layout, copy: HarvestState, rng: Rng): void {
  for (let bush = 0; bush < copy.bushLive.length; bush += 1) {
    copy.bushTaker[bush] = rng.int(layout.numSeats);
    copy.bushEmpty[bush] = copy.bushLive[bush] === 0 ? rng.int(DEAD_BUSH + 1) : 0;
  }
}

function scrambleTallies(params: HarvestParams, copy: HarvestState, other: SeatIndex, rng: Rng): void {
  copy.cooldown[other] = rng.int(params.cooldown + 1);
  copy.total[other] = rng.int(1000);
  copy.reward[other] = rng.int(2);
  copy.motion[other] = rng.int(7);
  copy.lastAction[other] = rng.int(ACTION_NAMES.length);
  copy.hitAt[other] = rng.int(copy.step + 1);
  copy.paidAt[other] = rng.int(copy.step + 1);
  copy.shortTrace[other] = rng.int(10);
  copy.longTrace[other] = rng.int(100);
  if (!isOnBoard(copy, other)) copy.respawnIn[other] = 1 + rng.int(params.respawnDelay + 1);
}

function moveOutOfSight(
  layout: Layout,
  copy: HarvestState,
  other: SeatIndex,
  isSeen: (cell: number) => boolean,
  rng: Rng,
): void {
  const free: number[] = [];
  for (const [cell, site] of layout.siteAt.entries()) {
    if (site === OPEN_CELL && copy.occupants[cell] === 0 && !isSeen(cell)) free.push(cell);
  }
  if (free.length > 0 && rng.chance(0.75)) {
    placePlayer(copy, other, free[rng.int(free.length)] as number, rng.int(4));
  }
}

function swapColours(copy: HarvestState, seats: readonly SeatIndex[], rng: Rng): void {
  const colours = shuffle(
    rng,
    seats.map((seat) => copy.colour[seat] as number),
  );
  for (const [i, seat] of seats.entries()) copy.colour[seat] = colours[i] as number;
}

function keepBeams(copy: HarvestState, isKept: (cell: number) => boolean): void {
  const kept = copy.beams.subarray(0, copy.numBeams).filter(isKept);
  copy.beams.set(kept);
  copy.numBeams = kept.length;
}

function seatsThat(layout: Layout, condition: (seat: SeatIndex) => boolean): SeatIndex[] {
  return Array.from({ length: layout.numSeats }, (_, seat) => seat).filter(condition);
}
