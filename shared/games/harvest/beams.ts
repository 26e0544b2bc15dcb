import type { Action } from '../../game.ts';
import { WALL, ZAP } from './geometry.ts';
import type { StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import type { HarvestParams } from './params.ts';
import { isOnBoard, removePlayer, type HarvestState } from './state.ts';

/** Lets cooldowns run and marks who will shoot.  @param fires [seats] receives 1 for a shooter */
export function armBeams(
  params: HarvestParams,
  state: HarvestState,
  actions: readonly Action[],
  fires: Uint8Array,
): void {
  const { cooldown } = state;
  for (let seat = 0; seat < fires.length; seat += 1) {
    fires[seat] = 0;
    if (!isOnBoard(state, seat)) continue;
    const left = cooldown[seat] as number;
    if (left > 0) cooldown[seat] = left - 1;
    else if (actions[seat] === ZAP && params.zap === 'on') {
      cooldown[seat] = params.cooldown;
      fires[seat] = 1;
    }
  }
}

/**
 * Lights the beams of all shooters from where they stand now. Each column ends before the first wall, and before
 * the first player, who is hit; nobody is removed yet, so that two players can hit each other.
 * @param hits [seats] receives 1 for everyone who is hit
 */
export function fireBeams(
  layout: Layout,
  state: HarvestState,
  fires: Uint8Array,
  hits: Uint8Array,
  { events }: StepReport,
): void {
  const { beamOffset, beamColumns } = layout;
  const columnLength = beamOffset.length / (4 * beamColumns);
  const { ground, occupants, beams } = state;
  hits.fill(0);
  for (let seat = 0; seat < fires.length; seat += 1) {
    if (fires[seat] === 0) continue;
    events.push({ kind: 'zap', seat });
    const from = state.cell[seat] as number;
    const first = (state.facing[seat] as number) * beamColumns * columnLength;
    for (let column = 0; column < beamColumns; column += 1) {
      for (let i = 0; i < columnLength; i += 1) {
        const cell = from + (beamOffset[first + column * columnLength + i] as number);
        if ((ground[cell] as number) <= WALL) break;
        const occupant = occupants[cell] as number;
        if (occupant !== 0) {
          hits[occupant - 1] = 1;
          events.push({ kind: 'hit', seat: occupant - 1, by: seat });
          break;
        }
        beams[state.numBeams] = cell;
        state.numBeams += 1;
      }
    }
  }
}

/** Everyone who was hit leaves the board. */
export function removeHit(params: HarvestParams, state: HarvestState, hits: Uint8Array): void {
  for (let seat = 0; seat < hits.length; seat += 1) {
    if (hits[seat] === 1) removePlayer(state, seat, params.respawnDelay + 1);
  }
}
