import { emptyInputs, type Inputs } from '../networks/layout.ts';
import type { InputSpec } from './inputs.ts';

/**
 * What one iteration of play left behind. Time-major: entry t * N + n is step t of row n, and row b * S + s is
 * seat s of game b, so that the seats of a game stand side by side.
 */
export interface Rollout {
  /** T */
  readonly steps: number;
  /** S */
  readonly seats: number;
  /** N = B * S */
  readonly rows: number;
  /** [T + 1, N, D], the last ones after the final step; what the actor reads. */
  readonly observations: Inputs;
  /** [T + 1, N, D'], what the critic reads; the same array unless it reads more. */
  readonly criticInputs: Inputs;
  /** [N, H] of the actor before the first step; empty unless episodes are carried and it has a memory. */
  readonly memories: Float32Array;
  /** [N] 1 where an episode begins with the first step. */
  readonly starts: Uint8Array;
  /** [B] number of the company that a game belongs to, 0 where the learner plays with itself. */
  readonly companies: Uint8Array;
  /**
   * [N] the rows of the learner, of which there are `learners`, and then those of guests. Networks that keep whole
   * rollouts have them in this order, so that what nobody learns from can be left out.
   */
  readonly order: Int32Array;
  readonly learners: number;
  /** [T, N, stored], as the action head stores decisions. */
  readonly decisions: Float32Array;
  /** [T, N], under the policy that acted. */
  readonly logProbs: Float32Array;
  /** [T, N] */
  readonly rewards: Float32Array;
  /** [T, N], 1 where the rules ended the episode at this step. */
  readonly terminated: Uint8Array;
  /** [T, N], 1 where only the time limit did. */
  readonly truncated: Uint8Array;
  /** [T, N], 0 where the episode was over before this step. */
  readonly playing: Uint8Array;
  /** [T, N], 0 where someone else than the learner acted or the episode was over. */
  readonly learnable: Uint8Array;
  /** How often each kind of event happened: those of learnable seats, and those of no seat in particular. */
  readonly events: Map<string, number>;
}

export interface RolloutShape {
  readonly steps: number;
  readonly seats: number;
  readonly rows: number;
  /** What the actor reads. */
  readonly inputs: InputSpec;
  /** What the critic reads; left out, or the same object: the same. */
  readonly critic?: InputSpec;
  /** H; left out: none is kept. */
  readonly memory?: number;
  /** Numbers per decision. */
  readonly stored: number;
  /** [N] 1 where a guest sits; left out: nowhere. */
  readonly guests?: Uint8Array;
}

export function emptyRollout({ steps, seats, rows, stored, ...shape }: RolloutShape): Rollout {
  const { inputs, critic = inputs, memory = 0, guests = new Uint8Array(rows) } = shape;
  const cells = steps * rows;
  const observations = emptyInputs(inputs, cells + rows);
  const sameInputs = critic.inputs === inputs.inputs && critic.longest === inputs.longest;
  return {
    steps,
    seats,
    rows,
    observations,
    criticInputs: sameInputs ? observations : emptyInputs(critic, cells + rows),
    memories: new Float32Array(rows * memory),
    starts: new Uint8Array(rows).fill(1),
    companies: new Uint8Array(rows / seats),
    order: Int32Array.from([...rowsWhere(guests, 0), ...rowsWhere(guests, 1)]),
    learners: rowsWhere(guests, 0).length,
    decisions: new Float32Array(cells * stored),
    logProbs: new Float32Array(cells),
    rewards: new Float32Array(cells),
    terminated: new Uint8Array(cells),
    truncated: new Uint8Array(cells),
    playing: new Uint8Array(cells).fill(1),
    learnable: new Uint8Array(cells).fill(1),
    events: new Map(),
  };
}

function rowsWhere(guests: Uint8Array, flag: 0 | 1): number[] {
  const rows: number[] = [];
  for (let row = 0; row < guests.length; row += 1) if (guests[row] === flag) rows.push(row);
  return rows;
}
