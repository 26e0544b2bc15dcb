import type { GameSpec } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type {
  DecisionEvent,
  EpisodeEnded,
  EpisodeStarted,
  LogEvent,
  RewardsEvent,
  SeatChanged,
} from '../../shared/log/events.ts';
import type { DecisionRow, EpisodeRow, SeatChangeRow } from './tables.ts';

/** An ended episode, ready for the tables. */
export interface EndedEpisode {
  readonly start: EpisodeStarted;
  readonly end: EpisodeEnded;
  readonly events: readonly LogEvent[];
  /** Undefined where this code does not know the game or refuses its parameters. */
  readonly spec: GameSpec | undefined;
}

/** @throws RangeError unless the events begin with a start and end with an end */
export function endedEpisode(events: readonly LogEvent[]): EndedEpisode {
  const start = events[0];
  const end = events.at(-1);
  if (start?.kind !== 'episode.started' || end?.kind !== 'episode.ended') {
    throw new RangeError(`expected an episode that has ended, got ${start?.kind} to ${end?.kind}`);
  }
  return { start, end, events, spec: specOf(start) };
}

export function episodeRow({ start, end, spec }: EndedEpisode, invalidReason: string | null): EpisodeRow {
  return {
    episode: start.episode,
    game: start.game,
    params: start.params,
    rules_version: start.rulesVersion,
    seed: start.seed,
    forced_steps: start.steps,
    code_version: start.codeVersion,
    occupants: start.occupants,
    condition: start.condition,
    started_at: start.at,
    ended_at: end.at,
    steps: end.steps,
    end_reason: end.reason,
    returns: end.returns,
    action_names: spec ? [...spec.actions.names] : null,
    observation_shape: spec ? [...spec.observation.shape] : null,
    invalid: invalidReason !== null,
    invalid_reason: invalidReason,
  };
}

/** In the order of the log. */
export function* decisionRows({ start, events, spec }: EndedEpisode): Generator<DecisionRow, undefined> {
  const resolved = new Map<number, RewardsEvent>();
  for (const event of events) if (event.kind === 'rewards') resolved.set(event.step, event);
  for (const event of events) {
    if (event.kind === 'decision') {
      yield decisionRow(event, { game: start.game, spec, rewards: resolved.get(event.step) });
    }
  }
  return undefined;
}

interface DecisionContext {
  readonly game: string;
  readonly spec: GameSpec | undefined;
  readonly rewards: RewardsEvent | undefined;
}

function decisionRow(event: DecisionEvent, { game, spec, rewards }: DecisionContext): DecisionRow {
  const { seat, controller, action } = event;
  return {
    episode: event.episode,
    game,
    step: event.step,
    seat,
    controller_kind: controller.kind,
    controller_id: controller.id,
    controller_version: controller.version,
    action,
    action_name: spec?.actions.kind === 'discrete' ? (spec.actions.names[action as number] ?? null) : null,
    source: event.source,
    t_shown: event.tShown,
    t_input: event.tInput,
    t_server: event.tServer,
    round_trip_ms: event.roundTripMs,
    reward: rewards?.rewards[seat] ?? null,
    cumulative_return: rewards?.returns[seat] ?? null,
    t_resolved: rewards?.at ?? null,
    flags: event.flags,
    probabilities: event.probabilities ?? null,
    value: event.value ?? null,
  };
}

export function seatChangeRow({ episode, step, seat, from, to, reason, at }: SeatChanged): SeatChangeRow {
  return {
    episode,
    step,
    seat,
    from_kind: from.kind,
    from_id: from.id,
    from_version: from.version,
    to_kind: to.kind,
    to_id: to.id,
    to_version: to.version,
    reason,
    at,
  };
}

function specOf({ game: id, params }: EpisodeStarted): GameSpec | undefined {
  try {
    const game = gameById(id);
    return game.spec(game.params.parse(params));
  } catch {
    // A game that was taken out or changed: its rows are exported all the same, and marked invalid by replay.
    return undefined;
  }
}
