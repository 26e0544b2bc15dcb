import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type {
  ControllerTag,
  DecisionEvent,
  EpisodeEnded,
  EpisodeStarted,
  LogEvent,
  RewardsEvent,
  SeatChanged,
} from '../../shared/log/events.ts';
import type { LedgerEntry } from './episodeLedger.ts';

/** A row as SQLite gives it. */
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** An event as a row to insert. */
export interface LogRow {
  readonly kind: LogEvent['kind'];
  readonly values: readonly SQLInputValue[];
}

export const INSERTS: Readonly<Record<LogEvent['kind'], string>> = {
  'episode.started': `INSERT INTO episodes
    (id, episode, schema, game, params, rules_version, seed, steps, code_version, occupants, condition, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  decision: `INSERT INTO decisions
    (episode_id, step, seat, seq, controller_kind, controller_id, controller_version, action, source,
     t_shown, t_input, t_server, round_trip_ms, flags, probabilities, value)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  rewards: `INSERT INTO rewards (episode_id, step, seq, rewards, returns, at) VALUES (?, ?, ?, ?, ?, ?)`,
  'seat.changed': `INSERT INTO seat_changes (episode_id, seq, step, seat, from_, to_, reason, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  'episode.ended': `INSERT INTO episode_ends (episode_id, steps, reason, returns, at) VALUES (?, ?, ?, ?, ?)`,
};

/** Copies everything out of the event: its owner may change it afterwards. */
export function toRow(event: LogEvent, { episodeId, seq }: LedgerEntry): LogRow {
  return { kind: event.kind, values: [episodeId, ...valuesOf(event, seq)] };
}

function valuesOf(event: LogEvent, seq: number): SQLInputValue[] {
  if (event.kind === 'episode.started') return startValues(event);
  if (event.kind === 'decision') return decisionValues(event, seq);
  if (event.kind === 'rewards') {
    return [event.step, seq, JSON.stringify(event.rewards), JSON.stringify(event.returns), event.at];
  }
  if (event.kind === 'seat.changed') {
    const { step, seat, from, to, reason, at } = event;
    return [seq, step, seat, JSON.stringify(from), JSON.stringify(to), reason, at];
  }
  return [event.steps, event.reason, JSON.stringify(event.returns), event.at];
}

function startValues(event: EpisodeStarted): SQLInputValue[] {
  return [
    event.episode,
    event.schema,
    event.game,
    JSON.stringify(event.params ?? null),
    event.rulesVersion,
    event.seed,
    event.steps,
    event.codeVersion,
    JSON.stringify(event.occupants),
    JSON.stringify(event.condition),
    event.at,
  ];
}

function decisionValues(event: DecisionEvent, seq: number): SQLInputValue[] {
  const { controller, probabilities, value } = event;
  return [
    event.step,
    event.seat,
    seq,
    controller.kind,
    controller.id,
    controller.version,
    JSON.stringify(event.action),
    event.source,
    event.tShown,
    event.tInput,
    event.tServer,
    event.roundTripMs,
    JSON.stringify(event.flags),
    probabilities === undefined ? null : JSON.stringify(probabilities),
    value ?? null,
  ];
}

// The store wrote these rows from typed events and nothing can change them, so that reading them back trusts them.

export function startedOf(row: SqlRow): EpisodeStarted {
  return {
    kind: 'episode.started',
    schema: row['schema'] as EpisodeStarted['schema'],
    episode: row['episode'] as string,
    game: row['game'] as string,
    params: json(row['params']),
    rulesVersion: row['rules_version'] as number,
    seed: row['seed'] as number,
    steps: row['steps'] as number | null,
    codeVersion: row['code_version'] as string,
    occupants: json(row['occupants']) as EpisodeStarted['occupants'],
    condition: json(row['condition']) as EpisodeStarted['condition'],
    at: row['at'] as number,
  };
}

export function decisionOf(row: SqlRow, episode: string): DecisionEvent {
  const probabilities = row['probabilities'];
  const value = row['value'];
  return {
    kind: 'decision',
    episode,
    step: row['step'] as number,
    seat: row['seat'] as number,
    controller: {
      kind: row['controller_kind'] as ControllerTag['kind'],
      id: row['controller_id'] as string,
      version: row['controller_version'] as string | null,
    },
    action: json(row['action']) as DecisionEvent['action'],
    source: row['source'] as DecisionEvent['source'],
    tShown: row['t_shown'] as number | null,
    tInput: row['t_input'] as number | null,
    tServer: row['t_server'] as number,
    roundTripMs: row['round_trip_ms'] as number | null,
    flags: json(row['flags']) as string[],
    ...(probabilities === null ? {} : { probabilities: json(probabilities) as number[] }),
    ...(value === null ? {} : { value: value as number }),
  };
}

export function rewardsOf(row: SqlRow, episode: string): RewardsEvent {
  return {
    kind: 'rewards',
    episode,
    step: row['step'] as number,
    rewards: json(row['rewards']) as number[],
    returns: json(row['returns']) as number[],
    at: row['at'] as number,
  };
}

export function seatChangedOf(row: SqlRow, episode: string): SeatChanged {
  return {
    kind: 'seat.changed',
    episode,
    step: row['step'] as number,
    seat: row['seat'] as number,
    from: json(row['from_']) as ControllerTag,
    to: json(row['to_']) as ControllerTag,
    reason: row['reason'] as SeatChanged['reason'],
    at: row['at'] as number,
  };
}

export function endedOf(row: SqlRow, episode: string): EpisodeEnded {
  return {
    kind: 'episode.ended',
    episode,
    steps: row['steps'] as number,
    reason: row['reason'] as EpisodeEnded['reason'],
    returns: json(row['returns']) as number[],
    at: row['at'] as number,
  };
}

function json(text: SQLOutputValue | undefined): unknown {
  return JSON.parse(text as string);
}
