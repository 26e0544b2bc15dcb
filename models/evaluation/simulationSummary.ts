import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { mean, standardError, sum } from './statistics.ts';

/** What `simulate --json` prints. Stable: scripts of others read these keys; add none, rename none. */
export interface SimulationSummary {
  readonly game: string;
  readonly rulesVersion: number;
  readonly episodes: number;
  /** Made in all episodes together. */
  readonly steps: number;
  readonly seed: Seed;
  readonly seats: readonly SeatSummary[];
  /** Mean over seats of their mean returns. */
  readonly perCapitaReturn: number;
  /** How often each kind of event happened in all episodes together; kinds that never did are missing. */
  readonly events: Readonly<Record<string, number>>;
  /** Measured, players included. */
  readonly stepsPerSecond: number;
}

export interface SeatSummary {
  readonly ref: string;
  /** Mean over episodes of the undiscounted sum of rewards. */
  readonly meanReturn: number;
  /** Standard error of meanReturn over episodes; null after a single episode. */
  readonly seReturn: number | null;
  /** Sum of all rewards divided by all steps: a long episode weighs more than a short one. */
  readonly meanPerStep: number;
}

export interface SummaryInput {
  readonly game: AnyGame;
  readonly seed: Seed;
  readonly seats: readonly { readonly ref: string }[];
  /** [episode][seat], at least one episode. */
  readonly returns: readonly (readonly number[])[];
  readonly steps: number;
  readonly events: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export function summarise(input: SummaryInput): SimulationSummary {
  const { game, seed, returns, steps, events, seconds } = input;
  const seats = input.seats.map(({ ref }, seat): SeatSummary => {
    const ofSeat = returns.map((episode) => episode[seat] as number);
    return {
      ref,
      meanReturn: mean(ofSeat),
      seReturn: standardError(ofSeat),
      meanPerStep: sum(ofSeat) / steps,
    };
  });
  return {
    game: game.id,
    rulesVersion: game.rulesVersion,
    episodes: returns.length,
    steps,
    seed,
    seats,
    perCapitaReturn: mean(seats.map((seat) => seat.meanReturn)),
    events: Object.fromEntries(Object.entries(events).sort(([a], [b]) => (a < b ? -1 : 1))),
    stepsPerSecond: steps / seconds,
  };
}
