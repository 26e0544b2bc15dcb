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
  /** [T + 1, N, D], the last ones after the final step. */
  readonly observations: Float32Array;
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
  /** D */
  readonly inputs: number;
  /** Numbers per decision. */
  readonly stored: number;
}

export function emptyRollout({ steps, seats, rows, inputs, stored }: RolloutShape): Rollout {
  const cells = steps * rows;
  return {
    steps,
    seats,
    rows,
    observations: new Float32Array((cells + rows) * inputs),
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
