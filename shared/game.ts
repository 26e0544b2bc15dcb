import type { ZodType } from 'zod';
import type { Rng } from './random.ts';

/** A player slot of a game, 0 .. numSeats-1. Not Colyseus' seat reservation. */
export type SeatIndex = number;

export type ActionSpace =
  /** The action is an index into `names`. */
  | { readonly kind: 'discrete'; readonly names: readonly [string, ...string[]] }
  /** The action is one number in [low, high] per name. */
  | { readonly kind: 'box'; readonly names: readonly string[]; readonly low: number; readonly high: number };

export type Action = number | readonly number[];

/** What `observe` writes for one seat. */
export interface ObservationSpec {
  /** Row-major. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'uint8';
  /** Smallest and largest value that can occur. */
  readonly low: number;
  readonly high: number;
}

/** A learner's input as the list of those features that are on: short where a dense observation is mostly zeros. */
export interface SparseFeatures<Params, State> {
  /** How many features there are, at most 65535: 65535 itself is free to mark the end of a list. */
  size(params: Params): number;
  /** Most of them that can be on at a time. */
  longest(params: Params): number;
  /**
   * Writes the indices of those that are on to `out` from `at`, each once, in no particular order. What is behind
   * them, as far as the longest list reaches, is undefined afterwards.
   * @returns how many
   */
  write(params: Params, state: State, seat: SeatIndex, out: Uint16Array, at: number): number;
}

export type Pace =
  /** All seats move, then the step resolves. `seconds`: how long a room waits unless it says otherwise. */
  | { readonly kind: 'turns'; readonly seconds: number }
  /** The step resolves by the clock; a seat that holds nothing plays the default action. */
  | { readonly kind: 'ticks'; readonly perSecond: number };

export interface GameSpec {
  readonly numSeats: number;
  readonly actions: ActionSpace;
  /** Played when a seat misses its deadline. */
  readonly defaultAction: Action;
  readonly observation: ObservationSpec;
  /** Steps after which an episode is truncated if the rules have not terminated it. */
  readonly maxSteps: number;
  readonly pace: Pace;
}

/**
 * Something worth counting or showing that happened in a step; `kind` is kebab-case. Events know everything:
 * they go to counts, replays and spectators, never to a seat, which has its view.
 */
export interface GameEvent {
  readonly kind: string;
  readonly seat?: SeatIndex;
}

export interface Transition<State, Event extends GameEvent = GameEvent> {
  readonly state: State;
  /** One per seat. */
  readonly rewards: readonly number[];
  /** The rules ended the episode: no value lies beyond this state. A time limit is not a termination. */
  readonly terminated: boolean;
  readonly events: readonly Event[];
}

/** A named set of parameters that a lobby can offer, e.g. a shorter game. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** Input of the game's parameter schema; what it leaves out takes the default. */
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The rules of one dilemma, and the only place where they stand: rooms, trainer, replay, client and tests
 * all call these functions. They are pure; randomness comes in as an argument; nothing is mutated except
 * `out` and `recycled`.
 */
export interface Game<Params, State, View, Event extends GameEvent = GameEvent> {
  /** Kebab-case and stable: it stands in logs. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the lobby: what the dilemma is. */
  readonly summary: string;
  /** Raise when the same seed and actions would give another trajectory. */
  readonly rulesVersion: number;
  /** Every default is the paper's value, so that `{}` is the paper's game. */
  readonly params: ZodType<Params>;
  /** The first one is what quick match plays. */
  readonly presets: readonly [Preset, ...Preset[]];

  spec(params: Params): GameSpec;
  reset(params: Params, rng: Rng): State;
  /**
   * @param actions one per seat, already checked against the action space
   * @param recycled a state that nobody will read again, whose buffers may be overwritten (never `state` itself)
   */
  step(
    params: Params,
    state: State,
    actions: readonly Action[],
    rng: Rng,
    recycled?: State,
  ): Transition<State, Event>;
  /** Whether nobody can earn or lose anything any more, whatever happens; left out: never known before the end. */
  isSettled?(params: Params, state: State): boolean;
  /** Writes what a learner in this seat gets. @param out exactly as long as the product of the shape */
  observe(params: Params, state: State, seat: SeatIndex, out: Float32Array | Uint8Array): void;
  /** What a learner in this seat may get instead of `observe`: the same knowledge, plus its own last action and rewards. */
  readonly features?: SparseFeatures<Params, State>;
  /** What a critic may see besides, in training only: the whole state as seen from this seat. */
  readonly privileged?: SparseFeatures<Params, State>;
  /** What a person in this seat is shown; structured-clonable. A spectator sees everything. */
  view(params: Params, state: State, seat: SeatIndex | 'spectator'): View;
  /**
   * A state that differs from `state` in what this seat may not know, and in nothing else: `observe`, `features`
   * and `view` of the seat must not change (contract test). Games without hidden state return `state`.
   */
  scrambleHidden(params: Params, state: State, seat: SeatIndex, rng: Rng): State;
}

/** A game whose types the caller does not know. */
export type AnyGame = Game<unknown, unknown, unknown>;

export const NO_EVENTS: readonly never[] = Object.freeze([]);

/** Product of the observation's shape. */
export function observationLength(spec: GameSpec): number {
  return spec.observation.shape.reduce((product, side) => product * side, 1);
}

/** A zeroed buffer that `observe` can write to. */
export function observationBuffer(spec: GameSpec): Float32Array | Uint8Array {
  const length = observationLength(spec);
  return spec.observation.dtype === 'uint8' ? new Uint8Array(length) : new Float32Array(length);
}
