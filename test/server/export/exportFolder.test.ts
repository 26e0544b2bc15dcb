import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asExportError } from '../../../server/export/exportError.ts';
import { exportLog, type ExportOptions } from '../../../server/export/exportLog.ts';
import { openLogReader } from '../../../server/storage/openLogReader.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';
import { filesIn } from '../../fixtures/readTables.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const store = openSqliteStore({ folder });
store.append(makeEpisodeLog());
await store.close();

afterAll(removeTemporaryFolders);

async function exported(options: Partial<ExportOptions> & { readonly out: string }): Promise<void> {
  const log = openLogReader(folder);
  try {
    await exportLog({
      reader: log.reader,
      format: 'csv',
      filter: {},
      existing: 'refuse',
      codeVersion: 'test',
      now: () => 0,
      ...options,
    });
  } finally {
    log.close();
  }
}

describe('the folder of an export', () => {
  test('[EX9] is never overwritten, unless that is asked for', async () => {
    const parent = temporaryFolder();
    const out = join(parent, 'export');
    await exported({ out });
    await expect(exported({ out, format: 'parquet' })).rejects.toThrow('--force to replace an export');
    expect(filesIn(out)).toContain('decisions.csv');
    await exported({ out, format: 'parquet', existing: 'replace' });
    expect(filesIn(out)).toContain('decisions.parquet');
    expect(filesIn(out)).not.toContain('decisions.csv');
    expect(filesIn(parent)).toEqual(['export']);
  });

  test('[EX9] is not replaced if it holds anything but an export, and taken if it is empty', async () => {
    const out = temporaryFolder();
    await exported({ out });
    expect(statSync(join(out, 'decisions.csv')).size).toBeGreaterThan(0);
    const other = temporaryFolder();
    writeFileSync(join(other, 'thesis.tex'), '');
    await expect(exported({ out: other, existing: 'replace' })).rejects.toThrow('holds something else');
    expect(filesIn(other)).toEqual(['thesis.tex']);
  });

  test('[EX9] does not come into being if the export fails', async () => {
    const parent = temporaryFolder();
    const out = join(parent, 'export');
    await expect(exported({ out, signal: AbortSignal.abort() })).rejects.toThrow('interrupted');
    expect(filesIn(parent)).toEqual([]);
    writeFileSync(join(parent, 'file'), '');
    await expect(exported({ out: join(parent, 'file', 'export') })).rejects.toThrow('cannot be written');
    await expect(exported({ out: join(parent, 'file') })).rejects.toThrow('cannot be written');
    mkdirSync(out);
    await exported({ out });
    expect(filesIn(dirname(out))).toEqual(['export', 'file']);
  });

  test('[EX9] a full disk is called one, whatever the system calls it', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
      expect(asExportError(Object.assign(new Error('write'), { code }), 'out')).toMatchObject({
        name: 'ExportError',
        message: 'expected to write the export into out, but the disk is full',
      });
    }
    const other = new Error('a fault of ours');
    expect(asExportError(other, 'out')).toBe(other);
  });
});
