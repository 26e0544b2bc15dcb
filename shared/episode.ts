import { actionFault } from './action.ts';
import type { Action, AnyGame, Game, GameEvent, GameSpec, SeatIndex, SparseFeatures } from './game.ts';
import { RandomStream, type Seed } from './random.ts';

export interface EpisodeOptions<Params, State, View, Event extends GameEvent> {
  readonly game: Game<Params, State, View, Event>;
  /** Already parsed by `game.params`. */
  readonly params: Params;
  readonly seed: Seed;
  /** Run exactly this many steps, with the game's own ending switched off. */
  readonly steps?: number;
  /** Go on from here instead of from the game's start. */
  readonly from?: EpisodePoint<State>;
  /** 'kept': no state's buffers are ever used again, so that a caller may hold on to any of them. Slower. */
  readonly states?: 'recycled' | 'kept';
}

/** A moment of an episode, enough to go on from it: later randomness depends on seed and step alone. */
export interface EpisodePoint<State = unknown> {
  readonly step: number;
  readonly state: State;
  readonly returns: readonly number[];
}

/** Why an episode stands still: the rules ended it, or only its time was up. */
export type EpisodeStatus = 'running' | 'terminated' | 'truncated';

export interface StepResult<Event extends GameEvent = GameEvent> {
  /** Index of the step that these actions made, from 0. */
  readonly step: number;
  readonly rewards: readonly number[];
  readonly events: readonly Event[];
  readonly status: EpisodeStatus;
}

/** One run of a game. */
export interface Episode<State = unknown, View = unknown, Event extends GameEvent = GameEvent> {
  readonly spec: GameSpec;
  readonly seed: Seed;
  /** Steps made so far. */
  readonly step: number;
  readonly status: EpisodeStatus;
  /** Read-only for callers; after two more steps its buffers may be used again, unless states are kept. */
  readonly state: State;
  /** Undiscounted sum of rewards, one per seat. */
  readonly returns: readonly number[];
  /** @throws RangeError if an action is missing or outside the space; Error if the episode is over */
  advance(actions: readonly Action[]): StepResult<Event>;
  observe(seat: SeatIndex, out: Float32Array | Uint8Array): void;
  /**
   * Writes the indices of the features that are on for a seat to `out` from `at`; see Game.features.
   * @returns how many   @throws RangeError if the game has no features
   */
  features(seat: SeatIndex, out: Uint16Array, at: number): number;
  /** The same of Game.privileged.  @throws RangeError if the game has none */
  privileged(seat: SeatIndex, out: Uint16Array, at: number): number;
  view(seat: SeatIndex | 'spectator'): View;
}

/**
 * Starts an episode. The only caller of `Game.reset` and `Game.step`: rooms, trainer, replay, evaluation and
 * tests all go through it. `reset` draws from the stream (seed, 'reset'), step t from (seed, 'step', t).
 * @throws RangeError if the seed or the number of steps is not a whole number in range
 */
export function startEpisode<Params, State, View, Event extends GameEvent>(
  options: EpisodeOptions<Params, State, View, Event>,
): Episode<State, View, Event> {
  return new RunningEpisode(options);
}

/** Starts an episode of a game known only by name. @param params raw input of its schema */
export function startAnyEpisode(game: AnyGame, params: unknown, seed: Seed, steps?: number): Episode {
  const parsed = game.params.parse(params);
  return startEpisode(
    steps === undefined ? { game, params: parsed, seed } : { game, params: parsed, seed, steps },
  );
}

class RunningEpisode<Params, State, View, Event extends GameEvent> implements Episode<State, View, Event> {
  readonly spec: GameSpec;
  readonly seed: Seed;
  readonly returns: number[];
  step: number;
  status: EpisodeStatus = 'running';
  state: State;
  readonly #game: Game<Params, State, View, Event>;
  readonly #params: Params;
  readonly #features: SparseFeatures<Params, State> | undefined;
  readonly #privileged: SparseFeatures<Params, State> | undefined;
  readonly #lastStep: number;
  readonly #ignoresTermination: boolean;
  readonly #recycles: boolean;
  /** Belongs to the caller, who may start from it again. */
  readonly #startingPoint: State | undefined;
  readonly #stepRandomness: RandomStream;
  #previousState: State | undefined;

  constructor(options: EpisodeOptions<Params, State, View, Event>) {
    const { game, params, seed, steps, from } = options;
    if (steps !== undefined && (!Number.isSafeInteger(steps) || steps < 1)) {
      throw new RangeError(`expected steps to be a whole number from 1 up, got ${steps}`);
    }
    this.#game = game;
    this.#features = game.features;
    this.#privileged = game.privileged;
    this.#params = params;
    this.spec = game.spec(params);
    this.seed = seed;
    this.#lastStep = steps ?? this.spec.maxSteps;
    this.#ignoresTermination = steps !== undefined;
    this.#recycles = options.states !== 'kept';
    this.#startingPoint = from?.state;
    this.#stepRandomness = new RandomStream(seed, 'step');
    this.step = from?.step ?? 0;
    this.returns = from ? [...from.returns] : Array.from({ length: this.spec.numSeats }, () => 0);
    this.state = from ? from.state : game.reset(params, new RandomStream(seed, 'reset'));
  }

  advance(actions: readonly Action[]): StepResult<Event> {
    if (this.status !== 'running')
      throw new Error(`expected a running episode, got one that is ${this.status}`);
    this.#checkActions(actions);
    const rng = this.#stepRandomness.moveTo(this.step);
    const { state, rewards, terminated, events } = this.#game.step(
      this.#params,
      this.state,
      actions,
      rng,
      this.#previousState,
    );
    if (this.#recycles && this.state !== this.#startingPoint) this.#previousState = this.state;
    this.state = state;
    for (let seat = 0; seat < rewards.length; seat += 1) {
      this.returns[seat] = (this.returns[seat] as number) + (rewards[seat] as number);
    }
    const step = this.step;
    this.step += 1;
    if (terminated && !this.#ignoresTermination) this.status = 'terminated';
    else if (this.step >= this.#lastStep) this.status = 'truncated';
    return { step, rewards, events, status: this.status };
  }

  observe(seat: SeatIndex, out: Float32Array | Uint8Array): void {
    this.#game.observe(this.#params, this.state, seat, out);
  }

  features(seat: SeatIndex, out: Uint16Array, at: number): number {
    return given(this.#features, 'features', this.#game).write(this.#params, this.state, seat, out, at);
  }

  privileged(seat: SeatIndex, out: Uint16Array, at: number): number {
    return given(this.#privileged, 'privileged', this.#game).write(this.#params, this.state, seat, out, at);
  }

  view(seat: SeatIndex | 'spectator'): View {
    return this.#game.view(this.#params, this.state, seat);
  }

  #checkActions(actions: readonly Action[]): void {
    const { numSeats, actions: space } = this.spec;
    if (actions.length !== numSeats)
      throw new RangeError(`expected ${numSeats} actions, got ${actions.length}`);
    for (let seat = 0; seat < numSeats; seat += 1) {
      const fault = actionFault(space, actions[seat]);
      if (fault !== undefined) throw new RangeError(`seat ${seat}: ${fault}`);
    }
  }
}

function given<T>(features: T | undefined, kind: string, game: { readonly id: string }): T {
  if (features === undefined) throw new RangeError(`expected a game with ${kind}, got ${game.id}`);
  return features;
}
