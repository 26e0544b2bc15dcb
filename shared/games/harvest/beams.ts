import type { Action } from '../../game.ts';
import { ZAP, lowestSeat } from './geometry.ts';
import type { StepReport } from './harvesting.ts';
import { BLOCKED_CELL, type Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { removePlayer, type HarvestState } from './state.ts';

/** Lets cooldowns run.  @returns who will shoot, a bit per seat */
export function armBeams(params: HarvestParams, state: HarvestState, actions: readonly Action[]): number {
  const { cooldown, respawnIn } = state;
  let shooters = 0;
  for (let seat = 0; seat < cooldown.length; seat += 1) {
    if (respawnIn[seat] !== 0) continue;
    const left = cooldown[seat] as number;
    if (left > 0) cooldown[seat] = left - 1;
    else if (actions[seat] === ZAP && params.zap === 'on') {
      cooldown[seat] = params.cooldown;
      shooters |= 1 << seat;
    }
  }
  return shooters;
}

/**
 * Lights the beams of all shooters from where they stand now. Each column ends before the first wall, and before
 * the first player, who is hit; nobody is removed yet, so that two players can hit each other.
 * @param shooters a bit per seat   @returns everyone who is hit, likewise
 */
export function fireBeams(
  layout: Layout,
  state: HarvestState,
  shooters: number,
  { events }: StepReport,
): number {
  if (shooters === 0) return 0;
  const { beamOffset, beamColumns, siteAt } = layout;
  const columnLength = beamOffset.length / (4 * beamColumns);
  const { occupants, beams } = state;
  let hits = 0;
  for (let seat = 0; seat < layout.numSeats; seat += 1) {
    if ((shooters & (1 << seat)) === 0) continue;
    events.push({ kind: 'zap', seat });
    const from = state.cell[seat] as number;
    const first = (state.facing[seat] as number) * beamColumns * columnLength;
    for (let column = 0; column < beamColumns; column += 1) {
      for (let i = 0; i < columnLength; i += 1) {
        const cell = from + (beamOffset[first + column * columnLength + i] as number);
        if (siteAt[cell] === BLOCKED_CELL) break;
        const occupant = occupants[cell] as number;
        if (occupant !== 0) {
          hits |= 1 << (occupant - 1);
          events.push({ kind: 'hit', seat: occupant - 1, by: seat });
          break;
        }
        beams[state.numBeams] = cell;
        state.numBeams += 1;
      }
    }
  }
  return hits;
}

/** Everyone who was hit leaves the board.  @param hits a bit per seat */
export function removeHit(params: HarvestParams, state: HarvestState, hits: number): void {
  for (let left = hits; left !== 0; left &= left - 1) {
    const seat = lowestSeat(left);
    removePlayer(state, seat, params.respawnDelay + 1);
    state.hitAt[seat] = state.step;
  }
}
