import { afterAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import type { LogEvent } from '../../../shared/log/events.ts';
import { replay } from '../../../shared/log/replay.ts';
import { RandomStream } from '../../../shared/random.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const WRITER = fileURLToPath(new URL('../../fixtures/logWriter.ts', import.meta.url));
const KILLS = 10;
const SEED = 20;

afterAll(removeTemporaryFolders);
/** Kills a writer once it has acknowledged `count` steps.  @returns every step it acknowledged before it died */
async function writeUntilKilled(folder: string, name: string, count: number): Promise<string[]> {
  const writer = spawn(process.execPath, [WRITER, folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(writer, 'close');
  let printed = '';
  let lines = 0;
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    lines += text.split('\n').length - 1;
    if (lines > count) writer.kill('SIGKILL');
  });
  await closed;
  expect(writer.signalCode).toBe('SIGKILL');
  // The last piece may be half a line.
  return printed.split('\n').slice(1, -1);
}

const isStep = (event: LogEvent, step: number): boolean => 'step' in event && event.step === step;

test(`[ST9] ten kills at random moments lose no acknowledged decision and cut what ran (seed ${SEED})`, async () => {
  const folder = temporaryFolder();
  const moments = new RandomStream(SEED, 'kill');
  for (let kill = 0; kill < KILLS; kill += 1) {
    const acknowledged = await writeUntilKilled(folder, `writer-${kill}`, 1 + moments.int(400));
    expect(acknowledged.length).toBeGreaterThan(0);
    const store = openSqliteStore({ folder });
    const cut = await store.markCutEpisodes(1);
    expect(await store.markCutEpisodes(2)).toEqual([]);
    const logs = new Map([...store.episodeIds({})].map((id) => [id, store.episodeEvents(id)]));
    for (const line of acknowledged) {
      const [episode, step] = line.split(' ') as [string, string];
      const events = logs.get(episode)?.filter((event) => isStep(event, Number(step))) ?? [];
      expect([line, events.map(({ kind }) => kind)]).toEqual([line, ['decision', 'decision', 'rewards']]);
    }
    for (const [episode, events] of logs) {
      const reason = replay(events).end?.reason;
      expect([episode, reason === 'cut' || reason === 'truncated']).toEqual([episode, true]);
    }
    expect(cut.every((episode) => episode.startsWith(`writer-${kill}-`))).toBe(true);
    expect(cut.length).toBeGreaterThan(0);
    await store.close();
    const db = new DatabaseSync(store.file, { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
  }
});
