import { startEpisode, type Episode, type EpisodePoint, type EpisodeStatus } from '../episode.ts';
import type { Action, GameEvent, GameSpec, SeatIndex } from '../game.ts';
import type { DecisionEvent, EpisodeEnded, EpisodeStarted, LogEvent, SeatChanged } from './events.ts';
import type { LogVerifier, VerifiedStep, VerifierOptions } from './logVerifier.ts';
import { replay } from './replay.ts';

/** Steps between kept states: a jump re-simulates at most so many, a millisecond or two in the largest game. */
const KEPT_EVERY = 50;

/** The table as it stood after `step` steps, and the step that led there. Stays valid for good. */
export interface ReplayFrame {
  /** Steps made: 0 is the start, `length` the last situation. */
  readonly step: number;
  view(seat: SeatIndex | 'spectator'): unknown;
  /** Of step - 1, by seat; empty at the start. */
  readonly decisions: readonly DecisionEvent[];
  /** Of step - 1, by seat; zeros at the start. */
  readonly rewards: readonly number[];
  /** Undiscounted sums up to here, by seat. */
  readonly returns: readonly number[];
  /** What happened in step - 1. */
  readonly events: readonly GameEvent[];
}

/** Something to jump to. */
export type ReplayMarker =
  | { readonly source: 'game'; readonly step: number; readonly kind: string; readonly seat?: SeatIndex }
  /** A decision that its owner did not make. */
  | {
      readonly source: 'decision';
      readonly step: number;
      readonly kind: 'default' | 'takeover';
      readonly seat: SeatIndex;
    }
  | {
      readonly source: 'seat';
      readonly step: number;
      readonly kind: SeatChanged['reason'];
      readonly seat: SeatIndex;
    };

/** One verified episode to scrub in. */
export interface OpenReplay {
  readonly header: EpisodeStarted;
  readonly spec: GameSpec;
  /** Parsed by the game. */
  readonly params: unknown;
  /** Steps made; frames go from 0 to `length`. */
  readonly length: number;
  readonly status: EpisodeStatus;
  readonly end: EpisodeEnded | undefined;
  /** By step; `step` is the frame that shows the marked thing done. */
  readonly markers: readonly ReplayMarker[];
  /** @throws RangeError unless step is a whole number from 0 to `length` */
  frameAt(step: number): ReplayFrame;
}

/**
 * Verifies a log and opens it for scrubbing. Every 50th state is kept; a frame in between is simulated again
 * from there, or from the frame asked for last where that is nearer. Memory grows with length / 50 states.
 * @throws ReplayDivergence at the first difference
 */
export function openReplay(events: readonly LogEvent[], options: VerifierOptions = {}): OpenReplay {
  const steps: VerifiedStep[] = [];
  const points: EpisodePoint[] = [];
  let verifier: LogVerifier | undefined;
  const { header, end, status } = replay(events, {
    ...options,
    states: 'kept',
    onStart: (replaying) => {
      verifier = replaying;
      points.push(pointOf(replaying.episode));
    },
    onStep: (step, { episode }) => {
      steps.push(step);
      if (episode.step % KEPT_EVERY === 0) points.push(pointOf(episode));
    },
  });
  if (!verifier) throw new Error('expected replay to start an episode, got none');
  const { spec, params } = verifier;
  const frames = new FrameSource(verifier, steps, points);
  const markers = markersOf(events, steps);
  return {
    header,
    spec,
    params,
    length: steps.length,
    status,
    end,
    markers,
    frameAt: (step) => frames.at(step),
  };
}

class FrameSource {
  readonly #rules: LogVerifier;
  readonly #steps: readonly VerifiedStep[];
  readonly #points: readonly EpisodePoint[];
  #cursor: Episode;

  constructor(rules: LogVerifier, steps: readonly VerifiedStep[], points: readonly EpisodePoint[]) {
    this.#rules = rules;
    this.#steps = steps;
    this.#points = points;
    this.#cursor = this.#resume(points[0] as EpisodePoint);
  }

  at(step: number): ReplayFrame {
    const length = this.#steps.length;
    if (!Number.isInteger(step) || step < 0 || step > length) {
      throw new RangeError(`expected a step from 0 to ${length}, got ${step}`);
    }
    const { game, params, spec } = this.#rules;
    const state = this.#stateAt(step);
    const arrival = this.#steps[step - 1];
    const zeros = Array.from({ length: spec.numSeats }, () => 0);
    return {
      step,
      view: (seat) => game.view(params, state, seat),
      decisions: arrival?.decisions ?? [],
      rewards: arrival?.rewards ?? zeros,
      returns: arrival?.returns ?? zeros,
      events: arrival?.events ?? [],
    };
  }

  #stateAt(step: number): unknown {
    const point = this.#points[Math.floor(step / KEPT_EVERY)] as EpisodePoint;
    const cursorHelps = this.#cursor.step >= point.step && this.#cursor.step <= step;
    if (!cursorHelps) this.#cursor = this.#resume(point);
    while (this.#cursor.step < step) {
      const { decisions } = this.#steps[this.#cursor.step] as VerifiedStep;
      this.#cursor.advance(decisions.map((decision): Action => decision.action));
    }
    return this.#cursor.state;
  }

  #resume(from: EpisodePoint): Episode {
    const { game, params, header } = this.#rules;
    const steps = header.steps === null ? {} : { steps: header.steps };
    return startEpisode({ game, params, seed: header.seed, ...steps, from, states: 'kept' });
  }
}

function pointOf({ step, state, returns }: Episode): EpisodePoint {
  return { step, state, returns: [...returns] };
}

function markersOf(events: readonly LogEvent[], steps: readonly VerifiedStep[]): ReplayMarker[] {
  const markers: ReplayMarker[] = [];
  for (const { step, decisions, events: happened } of steps) {
    for (const { seat, source } of decisions) {
      if (source === 'default' || source === 'takeover') {
        markers.push({ source: 'decision', step: step + 1, kind: source, seat });
      }
    }
    for (const { kind, seat } of happened) {
      markers.push({ source: 'game', step: step + 1, kind, ...(seat === undefined ? {} : { seat }) });
    }
  }
  for (const event of events) {
    if (event.kind !== 'seat.changed') continue;
    // A change behind the last step (somebody left, and that was the end) is shown at the last frame.
    const step = Math.min(event.step, steps.length);
    markers.push({ source: 'seat', step, kind: event.reason, seat: event.seat });
  }
  return markers.sort((a, b) => a.step - b.step);
}
