import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { LogEvent } from '../../shared/log/events.ts';
import { Checkpointer } from './checkpointer.ts';
import { DataLock } from './dataLock.ts';
import { EpisodeLedger } from './episodeLedger.ts';
import { GroupCommit } from './groupCommit.ts';
import { LogReader } from './logReader.ts';
import { INSERTS, toRow, type LogRow } from './logRows.ts';
import { makeDataFolder } from './makeDataFolder.ts';
import { migrate } from './migrate.ts';
import { asStorageError, sqliteResult, StorageError } from './storageError.ts';
import type { ConsentRow, EpisodeFilter, ParticipantRow, ResearchStore } from './store.ts';

export const DATABASE_NAME = 'commonground.sqlite';

export interface SqliteStoreOptions {
  /** Made if it is missing. */
  readonly folder: string;
  /** Path of the database; left out: commonground.sqlite in the folder. */
  readonly file?: string;
  readonly checkpointEveryMs?: number;
  /** See CheckpointerOptions; left out: 32 MiB. */
  readonly longWalPages?: number;
  readonly retryAfterMs?: number;
  /** Called when the disk begins to refuse, with what it says, and with undefined when it takes the log again. */
  readonly onHealth?: (fault: unknown) => void;
  /** Gets the writing connection before anything is written, to set limits on it. */
  readonly onOpen?: (db: DatabaseSync) => void;
}

/**
 * The embedded store: one SQLite file in WAL mode. A commit survives the death of the process at any moment;
 * after a power failure the last moments of play may be missing (synchronous = NORMAL), but participants and
 * consents may not: those wait for the disk.
 * @throws StorageError if another process has the file open, or the disk refuses
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  return new SqliteStore(options);
}

export class SqliteStore implements ResearchStore {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #lock: DataLock;
  readonly #reader: LogReader;
  readonly #ledger: EpisodeLedger;
  readonly #commits: GroupCommit;
  readonly #inserts: Readonly<Record<LogEvent['kind'], StatementSync>>;
  readonly #checkpointer: Checkpointer;
  readonly #marked = new Set<string>();
  #isClosed = false;

  constructor(options: SqliteStoreOptions) {
    this.file = options.file ?? join(options.folder, DATABASE_NAME);
    makeDataFolder(dirname(this.file));
    this.#lock = new DataLock(this.file);
    try {
      this.#db = openDatabase(this.file);
      options.onOpen?.(this.#db);
    } catch (error) {
      this.#lock.release();
      throw asStorageError(error, this.file);
    }
    this.#reader = new LogReader(this.#db);
    this.#inserts = prepareInserts(this.#db);
    this.#ledger = new EpisodeLedger(this.#reader.lastEpisodeId() + 1, (id) => this.#reader.has(id));
    this.#commits = new GroupCommit({
      commit: (rows) => this.#commit(rows),
      retryAfterMs: options.retryAfterMs ?? 1000,
      onHealth: options.onHealth ?? (() => undefined),
    });
    this.#checkpointer = new Checkpointer({
      file: this.file,
      everyMs: options.checkpointEveryMs ?? 1000,
      longWalPages: options.longWalPages ?? 8192,
      hold: () => this.#commits.hold(),
      release: () => this.#commits.release(),
      // Stalls a little now and then, but the write-ahead log stays short.
      onLost: () => this.#db.exec('PRAGMA wal_autocheckpoint = 1000'),
    });
  }

  get healthy(): boolean {
    return this.#commits.healthy;
  }

  get pendingEvents(): number {
    return this.#commits.size;
  }

  append(events: readonly LogEvent[]): void {
    this.#expectOpen();
    for (const event of events) this.#commits.add(toRow(event, this.#ledger.enter(event)));
  }

  durable(): Promise<void> {
    return this.#commits.committed();
  }

  async addParticipant({ participant, secretHash, createdAt }: ParticipantRow): Promise<void> {
    this.#expectOpen();
    this.#insertOne('INSERT INTO participants (participant, secret_hash, created_at) VALUES (?, ?, ?)', [
      participant,
      secretHash,
      createdAt,
    ]);
    await this.#reachDisk();
  }

  async addConsent({ participant, given, textVersion, at }: ConsentRow): Promise<void> {
    this.#expectOpen();
    this.#insertOne('INSERT INTO consents (participant, given, text_version, at) VALUES (?, ?, ?, ?)', [
      participant,
      given ? 1 : 0,
      textVersion,
      at,
    ]);
    await this.#reachDisk();
  }

  participantBySecretHash(secretHash: string): ParticipantRow | undefined {
    return this.#reader.participantBySecretHash(secretHash);
  }

  episodeEvents(episode: string): readonly LogEvent[] {
    return this.#reader.episodeEvents(episode);
  }

  episodeIds(filter: EpisodeFilter): IterableIterator<string> {
    return this.#reader.episodeIds(filter);
  }

  async markCutEpisodes(now: number): Promise<readonly string[]> {
    const running = [...this.#reader.episodeIds({ ended: 'not' })];
    const cut = running.filter((episode) => !this.#ledger.isOpen(episode));
    for (const episode of cut) {
      // Marked before, but the disk has not taken it yet.
      if (this.#marked.has(episode)) continue;
      this.#marked.add(episode);
      const { episodeId, event } = this.#reader.cutEndOf(episode, now);
      this.#commits.add(toRow(event, { episodeId, seq: 0 }));
    }
    await this.durable();
    return cut;
  }

  /** Copies what is committed into the database file. Happens by itself, too. */
  checkpoint(): Promise<void> {
    return this.#checkpointer.checkpoint();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#commits.stop();
    try {
      this.#commits.flush();
    } finally {
      await this.#checkpointer.close();
      this.#db.close();
      this.#lock.release();
    }
  }

  #commit(rows: readonly LogRow[]): void {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const { kind, values } of rows) this.#inserts[kind].run(...values);
      this.#db.exec('COMMIT');
    } catch (error) {
      // SQLite has rolled back by itself where the disk failed badly.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw asStorageError(error, this.file);
    }
  }

  #insertOne(sql: string, values: readonly SQLInputValue[]): void {
    try {
      this.#db.prepare(sql).run(...values);
    } catch (error) {
      throw constraintFault(error) ?? asStorageError(error, this.file);
    }
  }

  /** What synchronous = FULL does at every commit, without stopping the event loop: flush the write-ahead log. */
  async #reachDisk(): Promise<void> {
    const wal = await open(`${this.file}-wal`, 'r+');
    try {
      await wal.datasync();
    } catch (error) {
      throw new StorageError('io', `the disk of the research log fails (${this.file}-wal)`, { cause: error });
    } finally {
      await wal.close();
    }
  }

  #expectOpen(): void {
    if (this.#isClosed) throw new StorageError('closed', `the research log is closed (${this.file})`);
  }
}

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 2000, enableForeignKeyConstraints: true });
  try {
    // Checkpoints wait for the disk: they belong to the worker. After a rush the write-ahead log shrinks to 64 MiB.
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = ${64 * 1024 * 1024};`);
    migrate(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

function prepareInserts(db: DatabaseSync): Record<LogEvent['kind'], StatementSync> {
  return {
    'episode.started': db.prepare(INSERTS['episode.started']),
    decision: db.prepare(INSERTS.decision),
    rewards: db.prepare(INSERTS.rewards),
    'seat.changed': db.prepare(INSERTS['seat.changed']),
    'episode.ended': db.prepare(INSERTS['episode.ended']),
  };
}

const SQLITE_CONSTRAINT = 19;

function constraintFault(error: unknown): RangeError | undefined {
  if (sqliteResult(error) !== SQLITE_CONSTRAINT) return undefined;
  return new RangeError('expected a new participant, or a consent of a known one', { cause: error });
}
