import type { Episode, StepResult } from '../../../shared/episode.ts';
import { DEAD_BUSH, isOnBoard, type HarvestState } from '../../../shared/games/harvest/state.ts';
import type { Witness } from '../playTables.ts';

/** Returns in the first so many steps are compared: no episode of the paper's game is shorter. */
export const HORIZON = 1000;

/** What one episode of Commons Harvest came to. */
export interface HarvestMeasures {
  /** [seat] apples in the first `HORIZON` steps, or in all of a shorter episode. */
  readonly firstApples: readonly number[];
  /** [seat] apples per step in the last quarter of those steps. */
  readonly lateApples: readonly number[];
  /** [seat] shots per step of the whole episode. */
  readonly zaps: readonly number[];
  /** [seat] times it was hit, per step. */
  readonly hits: readonly number[];
  /**
   * Players on the board, mean over steps: (N T - sum over players and steps of being timed out) / T, the peace of
   * Perolat et al. 2017, section 2.3, in players.
   */
  readonly peace: number;
  /** [step] bushes that can still bear, before the first step and after each. */
  readonly bushesAlive: readonly number[];
}

export class HarvestWitness implements Witness {
  readonly #late = Math.floor(HORIZON * 0.75);
  readonly #firstApples: number[];
  readonly #lateApples: number[];
  readonly #zaps: number[];
  readonly #hits: number[];
  readonly #bushesAlive: number[] = [];
  #steps = 0;
  #onBoard = 0;

  constructor(seats: number) {
    const zeros = (): number[] => Array.from({ length: seats }, () => 0);
    this.#firstApples = zeros();
    this.#lateApples = zeros();
    this.#zaps = zeros();
    this.#hits = zeros();
  }

  started({ state }: Episode): void {
    this.#bushesAlive.push(liveBushes(state as HarvestState));
  }

  stepped({ step, events }: StepResult, { state }: Episode): void {
    const harvest = state as HarvestState;
    let alive = this.#bushesAlive.at(-1) as number;
    for (const { kind, seat } of events) {
      if (kind === 'apple-eaten' && step < HORIZON) {
        count(this.#firstApples, seat);
        if (step >= this.#late) count(this.#lateApples, seat);
      } else if (kind === 'zap') count(this.#zaps, seat);
      else if (kind === 'hit') count(this.#hits, seat);
      else if (kind === 'bush-died') alive -= 1;
    }
    this.#bushesAlive.push(alive);
    this.#steps += 1;
    for (let seat = 0; seat < harvest.cell.length; seat += 1) {
      if (isOnBoard(harvest, seat)) this.#onBoard += 1;
    }
  }

  get measures(): HarvestMeasures {
    const steps = this.#steps;
    const lateSteps = Math.max(1, Math.min(steps, HORIZON) - this.#late);
    return {
      firstApples: this.#firstApples,
      lateApples: this.#lateApples.map((apples) => apples / lateSteps),
      zaps: this.#zaps.map((zaps) => zaps / steps),
      hits: this.#hits.map((hits) => hits / steps),
      peace: this.#onBoard / steps,
      bushesAlive: this.#bushesAlive,
    };
  }
}

/** Nothing can ever grow again: whatever is still to come pays nobody. */
export function isBarren({ bushEmpty }: HarvestState): boolean {
  return bushEmpty.every((steps) => steps === DEAD_BUSH);
}

function liveBushes({ bushEmpty }: HarvestState): number {
  return bushEmpty.reduce((alive, steps) => (steps === DEAD_BUSH ? alive : alive + 1), 0);
}

function count(counts: number[], seat: number | undefined): void {
  if (seat !== undefined) counts[seat] = (counts[seat] as number) + 1;
}
