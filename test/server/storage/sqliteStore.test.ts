import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { StorageError } from '../../../server/storage/storageError.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const WRITER = fileURLToPath(new URL('../../fixtures/logWriter.ts', import.meta.url));

afterAll(removeTemporaryFolders);

describe('the SQLite store', () => {
  test('[ST10] rows cannot be changed or taken away, in any table', async () => {
    const store = openSqliteStore({ folder: temporaryFolder() });
    const [start, decision, ...rest] = makeEpisodeLog();
    const { controller: from } = decision as { controller: unknown } as { controller: never };
    const change = {
      kind: 'seat.changed',
      episode: 'episode-1',
      step: 0,
      seat: 0,
      from,
      to: from,
      reason: 'left',
      at: 0,
    } as const;
    if (!start || !decision) throw new Error('expected a log');
    store.append([start, change, decision, ...rest]);
    await store.durable();
    await store.addParticipant({ participant: 'p', secretHash: 'h', createdAt: 0 });
    await store.addConsent({ participant: 'p', given: true, textVersion: '1', at: 0 });
    await store.close();
    const db = new DatabaseSync(store.file);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => String(name));
    expect(tables.sort()).toEqual(
      ['consents', 'decisions', 'episode_ends', 'episodes', 'participants', 'rewards', 'seat_changes'].sort(),
    );
    for (const table of tables) {
      const column = String(db.prepare(`PRAGMA table_info(${table})`).all()[1]?.['name']);
      expect(() => db.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow('append-only');
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
    db.close();
  });

  test('[ST11] a full disk rejects durable, keeps what came, and writes it once when there is room', async () => {
    let connection: DatabaseSync | undefined;
    const health: unknown[] = [];
    const store = openSqliteStore({
      folder: temporaryFolder(),
      onHealth: (fault) => health.push(fault),
      retryAfterMs: 1e8,
      onOpen: (db) => {
        connection = db;
      },
    });
    const limit = (pages: number): void => connection?.exec(`PRAGMA max_page_count = ${pages}`);
    const first = makeEpisodeLog({ episode: 'first', game: 'negotiation' });
    store.append(first);
    await store.durable();
    limit(1);
    const second = makeEpisodeLog({ episode: 'second', game: 'negotiation' });
    store.append(second.slice(0, 120));
    await expect(store.durable()).rejects.toMatchObject({ name: 'StorageError', fault: 'full' });
    store.append(second.slice(120));
    await expect(store.durable()).rejects.toBeInstanceOf(StorageError);
    expect(store.healthy).toBe(false);
    expect(store.pendingEvents).toBe(second.length);
    expect(store.episodeEvents('first')).toEqual(first);
    expect(store.episodeEvents('second')).toEqual([]);
    await expect(
      store.addParticipant({ participant: 'p'.repeat(9000), secretHash: 'h', createdAt: 0 }),
    ).rejects.toMatchObject({ fault: 'full' });
    limit(100_000);
    await store.durable();
    expect(store.healthy).toBe(true);
    expect(store.episodeEvents('second')).toEqual(second);
    // Told of once, however often it was tried.
    expect(health).toEqual([expect.objectContaining({ fault: 'full' }), undefined]);
    await store.close();
  });

  test('[ST11] after a refusal the store tries again by itself', async () => {
    let connection: DatabaseSync | undefined;
    const folder = temporaryFolder();
    const store = openSqliteStore({
      folder,
      retryAfterMs: 1,
      onOpen: (db) => {
        connection = db;
      },
    });
    connection?.exec('PRAGMA max_page_count = 1');
    store.append(makeEpisodeLog({ game: 'negotiation' }));
    await expect(store.durable()).rejects.toThrow('full');
    connection?.exec('PRAGMA max_page_count = 100000');
    while (!store.healthy) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(store.episodeEvents('episode-1')).toHaveLength(152);
    await store.close();
  });

  test('[ST11] closing on a full disk says what could not be saved', async () => {
    const store = openSqliteStore({
      folder: temporaryFolder(),
      onOpen: (db) => db.exec('PRAGMA max_page_count = 1'),
    });
    store.append(makeEpisodeLog({ game: 'negotiation' }));
    await expect(store.close()).rejects.toThrow('full');
  });

  test('[ST12] a second writer is refused with the first one named, whatever process it is in', async () => {
    const folder = temporaryFolder();
    const writer = spawn(process.execPath, [WRITER, folder, 'a'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(writer.stdout, 'data');
    expect(() => openSqliteStore({ folder })).toThrow(`process ${writer.pid} has it open`);
    const closed = once(writer, 'close');
    writer.kill('SIGKILL');
    await closed;
    // Nothing of the dead owner is in the way.
    const store = openSqliteStore({ folder });
    expect(() => openSqliteStore({ folder })).toThrow(`process ${process.pid} has it open`);
    await store.close();
    await openSqliteStore({ folder }).close();
  });

  test('[ST13] a file of newer code, or of something else, is refused', async () => {
    const store = openSqliteStore({ folder: temporaryFolder() });
    await store.close();
    const db = new DatabaseSync(store.file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const file = store.file;
    expect(() => openSqliteStore({ folder: '', file })).toThrow('or older, got 99');
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'commonground.sqlite'), 'not a database at all '.repeat(100));
    expect(() => openSqliteStore({ folder })).toThrow('the file is not a research log');
  });

  test('[ST14] a checkpoint under steady writing starts the write-ahead log anew', async () => {
    const store = openSqliteStore({
      folder: temporaryFolder(),
      checkpointEveryMs: 1e8,
      longWalPages: 250,
    });
    const walBytes = (): number => statSync(`${store.file}-wal`).size;
    const events = makeEpisodeLog({ game: 'negotiation' });
    const write = async (episode: string): Promise<void> => {
      store.append(events.map((event) => ({ ...event, episode })));
      await store.durable();
    };
    for (let n = 0; n < 150; n += 1) await write(`before ${n}`);
    const done = new AbortController();
    const checkpoint = store.checkpoint().then(() => done.abort());
    for (let n = 0; !done.signal.aborted; n += 1) await write(`meanwhile ${n}`);
    await checkpoint;
    const length = walBytes();
    for (let n = 0; n < 50; n += 1) await write(`after ${n}`);
    // The file never shrinks: it is written from its start again.
    expect(walBytes()).toBe(length);
    expect([...store.episodeIds({})].slice(-50)[0]).toBe('after 0');
    await store.close();
  });
});
