import type { IpdSituation } from '../../models/evaluation/ipdProbe.ts';
import type { NetworkSpec } from '../../models/networks/layout.ts';
import type { Seed } from '../../shared/random.ts';

/** What the page and its worker say to each other; both come from one build, so nothing is validated. */

/** 'actor-critic' is the control: the same learner without the alignment term. */
export const ALGORITHM_IDS = ['advantage-alignment', 'actor-critic'] as const;
export type AlgorithmId = (typeof ALGORITHM_IDS)[number];

/** Who computes gradients: the project's own SIMD kernels, or automatic differentiation of TensorFlow.js. */
export const ENGINE_IDS = ['kernels', 'tensorflow'] as const;
export type EngineId = (typeof ENGINE_IDS)[number];

export interface Choice {
  readonly algorithm: AlgorithmId;
  readonly engine: EngineId;
  readonly seed: Seed;
  readonly iterations: number;
}

export type ToWorker =
  | { readonly kind: 'start'; readonly run: number; readonly choice: Choice }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' }
  /** Asks for the policy as it is now. */
  | { readonly kind: 'show-policy' };

/** What the policy answers to each situation, against an opponent that moves at random. */
export interface Probe {
  readonly iteration: number;
  /** Probability of cooperation in [0, 1]; NaN where the situation never arose. */
  readonly cooperation: Readonly<Record<IpdSituation, number>>;
}

/** A frozen policy: everything that is needed to play it. */
export interface LearnedPolicy {
  /** How long it had learned. */
  readonly iteration: number;
  readonly spec: NetworkSpec;
  readonly parameters: Float32Array;
}

export interface Progress {
  /** Mean reward of a round in self-play, of each iteration since the last report. */
  readonly rewards: readonly number[];
  /** The newest probe, if there is a new one. */
  readonly probe: Probe | undefined;
  /** Time spent on learning so far, pauses left out. */
  readonly seconds: number;
}

export type TensorflowState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly device: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

export type FromWorker =
  | { readonly kind: 'tensorflow'; readonly tensorflow: TensorflowState }
  | { readonly kind: 'progress'; readonly run: number; readonly progress: Progress }
  | { readonly kind: 'finished'; readonly run: number }
  | { readonly kind: 'policy'; readonly run: number; readonly policy: LearnedPolicy }
  | { readonly kind: 'failed'; readonly run: number; readonly reason: string };
