import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Manifest } from '../../../server/export/manifest.ts';
import { FORMATS } from '../../../server/export/tableWriter.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { formatLog } from '../../../shared/log/jsonLines.ts';
import { makeEpisodeLog, tampered } from '../../fixtures/episodeLog.ts';
import { filesIn, readTable } from '../../fixtures/readTables.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const WRITER = fileURLToPath(new URL('../../fixtures/logWriter.ts', import.meta.url));
const folder = temporaryFolder();
beforeAll(async () => {
  const store = openSqliteStore({ folder });
  store.append(makeEpisodeLog({ episode: 'one', game: 'coin' }));
  store.append(makeEpisodeLog({ episode: 'two' }));
  await store.close();
});
afterAll(removeTemporaryFolders);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Episodes of the long log. */
const LONG = 1500;
/** Megabytes: twice what an export holds and what it has not yet thrown away, half of what the long log takes in memory. */
const HEAP = 64;

let longFolder: string | undefined;
/** The data folder of the long log, 100 decisions an episode. */
async function longLog(): Promise<string> {
  if (longFolder) return longFolder;
  longFolder = temporaryFolder();
  const store = openSqliteStore({ folder: longFolder });
  const events = makeEpisodeLog({ game: 'negotiation' });
  for (let n = 0; n < LONG; n += 1) {
    store.append(events.map((event) => ({ ...event, episode: `e${n}` })));
    if (n % 10 === 0) await store.durable();
  }
  await store.close();
  return longFolder;
}

async function run(script: 'replay' | 'export', ...args: readonly string[]): Promise<Ended> {
  const file = fileURLToPath(new URL(`../../../server/cli/${script}.ts`, import.meta.url));
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const piece of stream.setEncoding('utf8')) text += piece as string;
    return text;
  });
  const [code] = (await once(child, 'close')) as [number];
  const [stdout = '', stderr = ''] = await Promise.all(texts);
  return { code, stdout, stderr };
}

function logFile(text: string): string {
  const file = join(temporaryFolder(), 'log.jsonl');
  writeFileSync(file, text);
  return file;
}

describe('replay on the command line', () => {
  test('[LC1] verifies a file with the logs of many episodes, mixed, and an episode of the store', async () => {
    const [a, b] = [
      makeEpisodeLog({ episode: 'a' }),
      makeEpisodeLog({ episode: 'b', end: null, cutAfter: 5 }),
    ];
    const file = logFile(formatLog([...a.slice(0, 10), ...b, ...a.slice(10)]));
    const text = await run('replay', file);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('agrees   a: ipd, 16 steps, truncated, returns');
    expect(text.stdout).toContain('agrees   b: ipd, 5 steps, no end logged');
    const json = await run('replay', 'one', '--data', folder, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, episodes: [{ episode: 'one', steps: 50 }] });
  });

  test('[LC2] a tampered log ends with 1 and names the first step that differs', async () => {
    const changed = tampered(makeEpisodeLog(), (e) => e.kind === 'rewards' && e.step === 7, {
      rewards: [9, 9],
    });
    const { code, stdout, stderr } = await run('replay', logFile(formatLog(changed)), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      episodes: [{ ok: false, episode: 'episode-1', kind: 'reward', step: 7, seat: 0 }],
    });
    expect(stderr).toContain('failed: 1 of 1 episodes differ from their log');
  });

  test('[LC1] verifies a packed file; what is called packed and is not ends with 1', async () => {
    const file = join(temporaryFolder(), 'run.jsonl.gz');
    writeFileSync(file, gzipSync(formatLog(makeEpisodeLog({ episode: 'packed' }))));
    expect(await run('replay', file)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('agrees   packed: ipd, 16 steps'),
    });
    writeFileSync(file, 'not packed');
    expect(await run('replay', file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('expected a file packed by gzip'),
    });
  });

  test('[LC2] a line that is no event ends with 1 and its number', async () => {
    const { code, stderr } = await run('replay', logFile(`${formatLog(makeEpisodeLog())}{"kind"`));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'failed: line 51: expected one event as JSON, got {"kind"\n',
    });
  });

  test('[LC3] what is neither a file nor an episode is wrong usage', async () => {
    const { code, stderr } = await run('replay', 'three', '--data', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('expected a FILE or an EPISODE_ID, got "three"');
    const nothing = await run('replay', 'three', '--data', temporaryFolder());
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain('--data: expected a research log in');
  });
});

describe('export on the command line', () => {
  test('[LC4] writes the files and prints one JSON document', async () => {
    const out = join(temporaryFolder(), 'out');
    const args = ['--out', out, '--format', 'parquet', '--data', folder, '--json'];
    const { code, stdout, stderr } = await run('export', ...args, '--game', 'ipd');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'parquet', episodes: { exported: 1, running: 0 } });
    expect(filesIn(out)).toContain('decisions.parquet');
    const again = await run('export', ...args);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('failed: expected an empty or new folder');
    expect((await run('export', ...args, '--force')).code).toBe(0);
  });

  test('[EX10] an export is whole while another process writes as fast as it can', async () => {
    const busy = temporaryFolder();
    const writer = spawn(process.execPath, [WRITER, busy, 'w'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(writer, 'close');
    try {
      // Every room has ended an episode by then; what comes later is read, too, so that the writer goes on.
      await new Promise<void>((resolve) => {
        let steps = 0;
        writer.stdout.setEncoding('utf8').on('data', (text: string) => {
          steps += text.split('\n').length - 1;
          if (steps > 400) resolve();
        });
      });
      const out = join(temporaryFolder(), 'out');
      const { code, stdout } = await run('export', '--out', out, '--format', 'csv', '--data', busy, '--json');
      expect(code).toBe(0);
      const { episodes } = JSON.parse(stdout) as Manifest;
      expect(episodes.invalid).toEqual([]);
      expect(episodes.exported).toBeGreaterThan(3);
      const decisions = await readTable(out, 'decisions', 'csv');
      expect(decisions).toHaveLength(episodes.exported * 40 * 2);
    } finally {
      writer.kill('SIGKILL');
      await closed;
    }
  });

  test.each(FORMATS)('[LC5] a long log goes through a small heap as %s', async (format) => {
    const out = join(temporaryFolder(), 'out');
    const args = ['--out', out, '--format', format, '--data', await longLog(), '--json'];
    const { code, stdout, stderr } = await run('export', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { files } = JSON.parse(stdout) as { files: { name: string; rows: number }[] };
    expect(files.find(({ name }) => name === `decisions.${format}`)?.rows).toBe(LONG * 100);
  });

  test.each([
    [[], '--out: expected a folder, got nothing'],
    [['--out', 'x'], '--format: expected one of jsonl, csv, parquet, got nothing'],
    [['--out', 'x', '--format', 'xml'], '--format: expected one of jsonl, csv, parquet, got "xml"'],
    [['--out', 'x', '--format', 'csv', '--game', 'chess'], '--game: expected one of ipd, coin'],
    [['--out', 'x', '--format', 'csv', '--since', 'monday'], '--since: expected a time such as 2026-01-31'],
    [['--nonsense'], "unknown option '--nonsense'"],
  ])('[LC3] %j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await run('export', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`wrong usage: ${message}`);
  });
});
