import type { TrainResult, TrainerSurroundings } from './trainJob.ts';
import type { RunProgress } from './trainLoop.ts';

/** What a process that trains one run is told. */
export type ToSeedProcess =
  | ({ readonly kind: 'train'; readonly folder: string } & Pick<
      TrainerSurroundings,
      'directory' | 'codeVersion'
    >)
  /** Save, and end. */
  | { readonly kind: 'stop' };

/** What it tells. */
export type FromSeedProcess =
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  | { readonly kind: 'result'; readonly result: TrainResult }
  | { readonly kind: 'failed'; readonly message: string };
