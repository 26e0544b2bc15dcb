import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogReader } from '../../../server/storage/openLogReader.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { makeEpisodeLog, person } from '../../fixtures/episodeLog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agents-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const agent = (version: string) => ({ kind: 'agent', id: `agent:${version}`, version }) as const;

test('[BT9] the log tells every checkpoint that ever had a seat, from the start or later', async () => {
  const store = openSqliteStore({ folder });
  const [start, ...rest] = makeEpisodeLog({ controllers: [person('p-1'), agent('abc')] });
  store.append([start!]);
  store.append([
    {
      kind: 'seat.changed',
      episode: 'episode-1',
      step: 0,
      seat: 0,
      from: person('p-1'),
      to: agent('def'),
      reason: 'left',
      at: 1_700_000_000_500,
    },
  ]);
  store.append(rest);
  store.append(makeEpisodeLog({ episode: 'episode-2', controllers: [agent('abc')] }));
  await store.durable();
  const log = openLogReader(folder);
  expect(log.reader.agentVersions().sort()).toEqual(['abc', 'def']);
  log.close();
  await store.close();
});
