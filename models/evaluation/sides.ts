import type { SeatIndex } from '../../shared/game.ts';
import type { ScenarioEpisode } from './evaluateScenario.ts';
import { mean } from './statistics.ts';

/** Seats of the background. */
export function otherSeats({ players, focalSeats }: ScenarioEpisode): readonly SeatIndex[] {
  return [...players.keys()].filter((seat) => !focalSeats.includes(seat));
}

/** @returns null if there is no such seat */
export function meanOver(bySeat: readonly number[], seats: readonly SeatIndex[]): number | null {
  return seats.length === 0 ? null : mean(seats.map((seat) => bySeat[seat] as number));
}
