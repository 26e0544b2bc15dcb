import { afterAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { exportLog } from '../../../server/export/exportLog.ts';
import type { Manifest } from '../../../server/export/manifest.ts';
import { openLogReader } from '../../../server/storage/openLogReader.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { makeEpisodeLog, person } from '../../fixtures/episodeLog.ts';
import { readTable } from '../../fixtures/readTables.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

test('[EX11] episodes with simulated people are left out and counted, or taken along and marked', async () => {
  const data = temporaryFolder();
  const simulated = person('sim-crowd:fair.abcdefghijkl');
  const writer = openSqliteStore({ folder: data });
  writer.append(makeEpisodeLog({ episode: 'real', controllers: [person('p-1'), person('p-2')] }));
  writer.append(makeEpisodeLog({ episode: 'tried', controllers: [person('p-1'), simulated] }));
  await writer.close();

  const without = await exported(data, 'left-out');
  expect(without.manifest).toMatchObject({
    simulated: 'left-out',
    episodes: { exported: 1, simulated: 1, running: 0 },
  });
  const episodes = await readTable(without.out, 'episodes', 'jsonl');
  expect(episodes.map(({ episode }) => episode)).toEqual(['real']);

  const along = await exported(data, 'taken-along');
  expect(along.manifest).toMatchObject({
    simulated: 'taken-along',
    episodes: { exported: 2, simulated: 0 },
  });
  const people = await readTable(along.out, 'participants', 'jsonl');
  expect(people.map((row) => [row['participant'], row['simulated']])).toEqual([
    ['p-1', false],
    ['p-2', false],
    ['sim-crowd:fair.abcdefghijkl', true],
  ]);
});

async function exported(data: string, simulated: Manifest['simulated']) {
  const out = join(temporaryFolder(), 'export');
  const log = openLogReader(data);
  try {
    const manifest = await exportLog({
      reader: log.reader,
      out,
      format: 'jsonl',
      filter: {},
      simulated,
      existing: 'refuse',
      codeVersion: 'test',
      now: () => 0,
    });
    return { out, manifest };
  } finally {
    log.close();
  }
}
