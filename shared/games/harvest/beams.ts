import type { Action } from '../../game.ts';
import { ZAP, lowestSeat } from './geometry.ts';
import type { StepReport } from './harvesting.ts';
import { WALLED, type Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { NO_ACTION, removePlayer, type HarvestState } from './state.ts';

/** Lets cooldowns run.  @returns who will shoot, a bit per seat */
export function armBeams(params: HarvestParams, state: HarvestState, actions: readonly Action[]): number {
  const { cooldown, respawnIn } = state;
  const numSeats = cooldown.length;
  const trigger = params.zap === 'on' ? ZAP : NO_ACTION;
  let shooters = 0;
  for (let seat = 0; seat < numSeats; seat += 1) {
    if (respawnIn[seat] !== 0) continue;
    const left = cooldown[seat] as number;
    if (left > 0) cooldown[seat] = left - 1;
    else if (actions[seat] === trigger) {
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
  const { beamOffset, beamColumns, beamLength } = layout;
  const { occupants, beams } = state;
  let hits = 0;
  let lit = 0;
  for (let left = shooters; left !== 0; left &= left - 1) {
    const seat = lowestSeat(left);
    events.push({ kind: 'zap', seat });
    const from = state.cell[seat] as number;
    let ray = (state.facing[seat] as number) * beamColumns * beamLength;
    for (let column = 0; column < beamColumns; column += 1, ray += beamLength) {
      for (let i = 0; i < beamLength; i += 1) {
        const cell = from + (beamOffset[ray + i] as number);
        const occupant = occupants[cell] as number;
        if (occupant === 0) {
          beams[lit] = cell;
          lit += 1;
          continue;
        }
        if (occupant !== WALLED) {
          hits |= 1 << (occupant - 1);
          events.push({ kind: 'hit', seat: occupant - 1, by: seat });
        }
        break;
      }
    }
  }
  state.numBeams = lit;
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
