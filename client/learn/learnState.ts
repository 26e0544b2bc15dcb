import type {
  AlgorithmId,
  Choice,
  FromWorker,
  LearnedPolicy,
  Probe,
  Progress,
  TensorflowState,
} from './protocol.ts';
import { phaseOf, type Phase } from './phase.ts';

/** One run as the page knows it. */
export interface RunRecord {
  readonly run: number;
  readonly choice: Choice;
  /** Mean reward of a round; entry i belongs to iteration i + 1. */
  readonly rewards: readonly number[];
  /** Oldest first; the first one is of iteration 0. */
  readonly probes: readonly Probe[];
  readonly seconds: number;
  /** What the learner seems to be at; once it moves no longer at random, this changes only when two probes agree. */
  readonly phase: Phase;
  /** What the last probe alone looked like. */
  readonly glimpse: Phase;
}

export type Status =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface LearnState {
  readonly tensorflow: TensorflowState;
  readonly status: Status;
  /** The run that is shown; null before the first. */
  readonly current: RunRecord | null;
  /** The last run of every algorithm before the present one, to compare with. */
  readonly earlier: Readonly<Partial<Record<AlgorithmId, RunRecord>>>;
  /** The policy that somebody asked to play with. */
  readonly policy: LearnedPolicy | null;
}

export const NOTHING_LEARNED: LearnState = {
  tensorflow: { kind: 'loading' },
  status: { kind: 'idle' },
  current: null,
  earlier: {},
  policy: null,
};

/** A new run begins; the one before stays for comparison. */
export function withStart(state: LearnState, run: number, choice: Choice): LearnState {
  const { current, earlier } = state;
  return {
    ...state,
    status: { kind: 'running' },
    earlier: current ? { ...earlier, [current.choice.algorithm]: current } : earlier,
    current: { run, choice, rewards: [], probes: [], seconds: 0, phase: 'random', glimpse: 'random' },
  };
}

export function withStatus(state: LearnState, kind: 'running' | 'paused'): LearnState {
  return { ...state, status: { kind } };
}

/** Forgets every run; what has loaded stays. */
export function withReset(state: LearnState): LearnState {
  return { ...NOTHING_LEARNED, tensorflow: state.tensorflow };
}

/** Messages of runs that are over change nothing. */
export function withMessage(state: LearnState, message: FromWorker): LearnState {
  if (message.kind === 'tensorflow') return { ...state, tensorflow: message.tensorflow };
  const { current } = state;
  if (current?.run !== message.run) return state;
  switch (message.kind) {
    case 'progress':
      return { ...state, current: withProgress(current, message.progress) };
    case 'finished':
      return {
        ...state,
        status: { kind: 'finished' },
        current: { ...current, phase: current.glimpse },
      };
    case 'policy':
      return { ...state, policy: message.policy };
    case 'failed':
      break;
  }
  return { ...state, status: { kind: 'failed', reason: message.reason } };
}

function withProgress(record: RunRecord, { rewards, probe, seconds }: Progress): RunRecord {
  const grown = { ...record, rewards: [...record.rewards, ...rewards], seconds };
  if (!probe) return grown;
  const glimpse = phaseOf({ rewards: grown.rewards, probe });
  return {
    ...grown,
    probes: [...record.probes, probe],
    glimpse,
    phase: glimpse === record.glimpse || record.phase === 'random' ? glimpse : record.phase,
  };
}
