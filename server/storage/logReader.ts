import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { EpisodeEnded, EpisodeStarted, LogEvent } from '../../shared/log/events.ts';
import { decisionOf, endedOf, rewardsOf, seatChangedOf, startedOf, type SqlRow } from './logRows.ts';
import type { EpisodeFilter, ParticipantRow } from './store.ts';

/** Ids are read in pages, so that no read stays open while rooms write: an open read keeps the WAL from shrinking. */
const PAGE = 500;

/** The last consent of a participant, if there is any. */
export interface ParticipantRecord {
  readonly participant: string;
  readonly createdAt: number;
  readonly consent:
    { readonly given: boolean; readonly textVersion: string; readonly at: number } | undefined;
}

export interface EpisodeSelection extends EpisodeFilter {
  /** Left out: both. */
  readonly ended?: 'only' | 'not';
  /** Those with a simulated person in a seat; left out: both. */
  readonly simulated?: 'only' | 'not';
  /** The newest episode to give; left out: those that start meanwhile too. */
  readonly upTo?: number;
}

/** Reads a research log. Sees what is committed, and never holds a read open between two calls. */
export class LogReader {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  episodeEvents(episode: string): LogEvent[] {
    const start = this.#get('SELECT * FROM episodes WHERE episode = ?', episode);
    if (!start) return [];
    const id = start['id'] as number;
    const middle = [
      ...this.#ordered('decisions', id, (row) => decisionOf(row, episode)),
      ...this.#ordered('rewards', id, (row) => rewardsOf(row, episode)),
      ...this.#ordered('seat_changes', id, (row) => seatChangedOf(row, episode)),
    ].sort((a, b) => a.seq - b.seq);
    const end = this.#get('SELECT * FROM episode_ends WHERE episode_id = ?', id);
    return [startedOf(start), ...middle.map(({ event }) => event), ...(end ? [endedOf(end, episode)] : [])];
  }

  /** How an episode was set up and how it ended, without what happened between; undefined: unknown, or it runs. */
  episodeFrame(episode: string): { readonly start: EpisodeStarted; readonly end: EpisodeEnded } | undefined {
    const start = this.#get('SELECT * FROM episodes WHERE episode = ?', episode);
    const end = start && this.#get('SELECT * FROM episode_ends WHERE episode_id = ?', start['id'] as number);
    return end && { start: startedOf(start), end: endedOf(end, episode) };
  }

  has(episode: string): boolean {
    return this.#get('SELECT 1 FROM episodes WHERE episode = ?', episode) !== undefined;
  }

  /** Ids of all checkpoints that ever had a seat. */
  agentVersions(): string[] {
    const seated = `SELECT json_extract(value, '$.controller') AS tag FROM episodes, json_each(occupants)
      UNION ALL SELECT to_ FROM seat_changes`;
    return this.#all(
      `SELECT DISTINCT json_extract(tag, '$.version') AS version FROM (${seated})
        WHERE json_extract(tag, '$.kind') = 'agent' AND json_extract(tag, '$.version') IS NOT NULL`,
      [],
    ).map(({ version }) => String(version));
  }

  /** Number of the newest episode; 0 if there is none. */
  lastEpisodeId(): number {
    return this.#count('SELECT max(id) AS n FROM episodes', []);
  }

  *episodeIds(selection: EpisodeSelection): Generator<string, undefined> {
    const { where, values } = conditionOf(selection);
    let after = 0;
    for (;;) {
      const rows = this.#all(
        `SELECT id, episode FROM episodes WHERE id > ? AND ${where} ORDER BY id LIMIT ${PAGE}`,
        [after, ...values],
      );
      for (const row of rows) yield row['episode'] as string;
      const last = rows.at(-1);
      if (!last) return undefined;
      after = last['id'] as number;
    }
  }

  countEpisodes(selection: EpisodeSelection): number {
    const { where, values } = conditionOf(selection);
    return this.#count(`SELECT count(*) AS n FROM episodes WHERE ${where}`, values);
  }

  /** The end that an episode without one gets when nobody plays it any more. */
  cutEndOf(episode: string, now: number): { readonly episodeId: number; readonly event: EpisodeEnded } {
    const start = this.#get('SELECT id, occupants FROM episodes WHERE episode = ?', episode);
    if (!start) throw new RangeError(`expected an episode of the log, got ${episode}`);
    const episodeId = start['id'] as number;
    const last = this.#get(
      'SELECT step, returns FROM rewards WHERE episode_id = ? ORDER BY step DESC LIMIT 1',
      episodeId,
    );
    const returns = last
      ? (JSON.parse(last['returns'] as string) as number[])
      : (JSON.parse(start['occupants'] as string) as unknown[]).map(() => 0);
    const steps = last ? (last['step'] as number) + 1 : 0;
    return { episodeId, event: { kind: 'episode.ended', episode, steps, reason: 'cut', returns, at: now } };
  }

  participantBySecretHash(secretHash: string): ParticipantRow | undefined {
    const row = this.#get(
      'SELECT participant, created_at FROM participants WHERE secret_hash = ?',
      secretHash,
    );
    if (!row) return undefined;
    return {
      participant: row['participant'] as string,
      secretHash,
      createdAt: row['created_at'] as number,
    };
  }

  participant(participant: string): ParticipantRecord | undefined {
    const row = this.#get('SELECT created_at FROM participants WHERE participant = ?', participant);
    if (!row) return undefined;
    const last = this.#get(
      'SELECT given, text_version, at FROM consents WHERE participant = ? ORDER BY id DESC LIMIT 1',
      participant,
    );
    const consent = last && {
      given: last['given'] === 1,
      textVersion: last['text_version'] as string,
      at: last['at'] as number,
    };
    return { participant, createdAt: row['created_at'] as number, consent };
  }

  #ordered<Event extends LogEvent>(
    table: 'decisions' | 'rewards' | 'seat_changes',
    id: number,
    eventOf: (row: SqlRow) => Event,
  ): { readonly seq: number; readonly event: Event }[] {
    return this.#all(`SELECT * FROM ${table} WHERE episode_id = ?`, [id]).map((row) => ({
      seq: row['seq'] as number,
      event: eventOf(row),
    }));
  }

  #get(sql: string, value: SQLInputValue): SqlRow | undefined {
    return this.#prepared(sql).get(value);
  }

  #all(sql: string, values: readonly SQLInputValue[]): SqlRow[] {
    return this.#prepared(sql).all(...values);
  }

  #count(sql: string, values: readonly SQLInputValue[]): number {
    return Number(this.#prepared(sql).get(...values)?.['n'] ?? 0);
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Ids are written by this server, and no other text of an occupant can hold a quotation mark before it. */
const HAS_SIMULATED = `occupants LIKE '%"id":"sim-%'`;

function conditionOf({ game, since, ended, upTo, simulated }: EpisodeSelection): {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
} {
  const parts: [string, SQLInputValue[]][] = [['1', []]];
  if (game !== undefined) parts.push(['game = ?', [game]]);
  if (since !== undefined) parts.push(['at >= ?', [since]]);
  if (upTo !== undefined) parts.push(['id <= ?', [upTo]]);
  if (simulated !== undefined)
    parts.push([simulated === 'only' ? HAS_SIMULATED : `NOT ${HAS_SIMULATED}`, []]);
  const isEnded = 'EXISTS (SELECT 1 FROM episode_ends WHERE episode_id = episodes.id)';
  if (ended !== undefined) parts.push([ended === 'only' ? isEnded : `NOT ${isEnded}`, []]);
  return { where: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, values]) => values) };
}
