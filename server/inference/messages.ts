import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import type { Inputs } from '../../models/networks/layout.ts';
import type { Choice } from '../../shared/player.ts';

/** Everything that one thread is asked at a time. */
export interface InferenceRequest {
  /** Counts up from 0 in each thread. */
  readonly batch: number;
  /** Checkpoints that this thread has not had yet, and needs from now on. */
  readonly checkpoints: readonly LoadedCheckpoint[];
  /** Ids of checkpoints that it is to forget first; it gets them again before they are asked. */
  readonly forgotten: readonly string[];
  /** One per checkpoint that is asked. */
  readonly groups: readonly InferenceGroup[];
}

/** N seats that the same checkpoint decides for. */
export interface InferenceGroup {
  readonly checkpoint: string;
  /** [N] observations of each seat, in order of time: one, and more if it has to catch up on steps it missed. */
  readonly counts: Int32Array;
  /** [sum of counts, width of the inputs] */
  readonly observations: Inputs;
  /** [N, memory] before the first of these observations. */
  readonly memories: Float32Array;
  /** [N] Where each decision's random numbers come from: (seed, 'player SEAT', step). */
  readonly draws: readonly Draw[];
}

export interface Draw {
  readonly seed: number;
  readonly seat: number;
  readonly step: number;
}

export interface InferenceReply {
  readonly batch: number;
  /** As many as were asked, in the same order. */
  readonly groups: readonly GroupReply[];
}

export type GroupReply =
  | {
      readonly kind: 'decided';
      /** [N] After the last observation of each. */
      readonly choices: readonly Choice[];
      /** [N, memory] */
      readonly memories: Float32Array;
    }
  | { readonly kind: 'failed'; readonly why: string };
