import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { TestPerson } from '../../fixtures/arena.ts';
import { ServerProcess } from '../../fixtures/serverProcess.ts';

let folder: string;
const servers: ServerProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(
  entry: 'main.ts' | 'start.ts',
  env: Record<string, string> = {},
  args: string[] = [],
): ServerProcess {
  const server = new ServerProcess(entry, { DATA_DIR: folder, ...env }, args);
  servers.push(server);
  return server;
}

test('[OP4] SIGTERM: no new tables, the running episode ends, then exit 0', async () => {
  // Time enough for this episode to end, however slow the machine is.
  const server = run('start.ts', { DRAIN_SECONDS: '300' });
  const url = await server.url();
  const ann = await TestPerson.arrive(url);
  const tableId = await ann.openTable({
    game: 'ipd',
    params: { rounds: 2 },
    seats: ['person', 'scripted:tit-for-tat'],
  });
  const lobby = await ann.lobby();
  const seat = await ann.join(tableId);
  const { episode } = await seat.turn();
  server.process.kill('SIGTERM');
  while ((await fetch(`${url}/health`)).status === 200)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await lobby.request('open-table', { game: 'ipd' })).toMatchObject({ code: 'draining' });
  expect(await lobby.request('quick-match', { game: 'ipd' })).toMatchObject({ code: 'draining' });
  await seat.move(0, 0);
  await seat.turn(({ step }) => step === 1);
  await seat.move(1, 0);
  expect(await seat.ended()).toMatchObject({ reason: 'truncated' });
  expect(await seat.notice()).toMatchObject({ code: 'draining' });
  expect(await server.exit).toBe(0);
  const store = openSqliteStore({ folder });
  expect(store.episodeEvents(episode).at(-1)).toMatchObject({ reason: 'truncated', steps: 2 });
  await store.close();
});

test('[OP4] SIGTERM: an episode that does not end in time is saved as drained', async () => {
  const server = run('main.ts', { DRAIN_SECONDS: '0.2' });
  const ann = await TestPerson.arrive(await server.url());
  const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  const seat = await ann.join(tableId);
  const { episode } = await seat.turn();
  server.process.kill('SIGTERM');
  expect(await seat.ended()).toMatchObject({ reason: 'drained' });
  expect(await server.exit).toBe(0);
  const store = openSqliteStore({ folder });
  expect(store.episodeEvents(episode).at(-1)).toMatchObject({ reason: 'drained' });
  await store.close();
});

test('[OP9] what cannot start says why in one sentence and exits 1', async () => {
  const first = run('main.ts');
  const { port } = new URL(await first.url());
  const other = mkdtempSync(join(tmpdir(), 'other-'));
  writeFileSync(join(other, 'a-file'), '');
  try {
    const cases: [Record<string, string>, RegExp][] = [
      [{ PORT: port, DATA_DIR: other }, new RegExp(`^commonground: port ${port} is taken`)],
      [{}, /^commonground: expected to be the only writer/],
      [{ PORT: 'http', DATA_DIR: other }, /^commonground: PORT: /],
      [{ PORT: '0', DATA_DIR: join(other, 'a-file') }, /^commonground: DATA_DIR: .*a-file/],
      [{ PORT: '0', DATA_DIR: '/proc/nowhere/deeper' }, /^commonground: DATA_DIR: .*nowhere/],
      [{ MODULE_PLAYERS: './nothing.mjs', DATA_DIR: other }, /^commonground: MODULE_PLAYERS: /],
    ];
    for (const [env, message] of cases) {
      const server = run('start.ts', env);
      expect(await server.exit).toBe(1);
      expect(server.stderr).toMatch(message);
      expect(server.stderr.trim().split('\n')).toHaveLength(1);
    }
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test('[OP9] --help names every setting', async () => {
  const server = run('main.ts', {}, ['--help']);
  expect(await server.exit).toBe(0);
  for (const name of [
    'PORT',
    'HOST',
    'DATA_DIR',
    'OPS_PASSWORD',
    'OFFER_AFTER_SECONDS',
    'DRAIN_SECONDS',
    'MODULE_PLAYERS',
    'LOG_LEVEL',
  ])
    expect(server.stdout).toContain(name);
});

test('[OP9] a stranger sees the address, and once the password; a listed module can be played against', async () => {
  const path = join(folder, 'mine.mjs');
  writeFileSync(
    path,
    `export const player = { name: 'mine', game: 'ipd', summary: 'Defects.', sees: 'seat', begin: () => 0, decide: () => ({ action: 1, memory: 0 }) };`,
  );
  const server = run('main.ts', { MODULE_PLAYERS: path });
  const url = await server.url();
  expect(server.stdout).toMatch(/Operations: http:\S+\/ops\/ with password \S{20}/);
  const ann = await TestPerson.arrive(url);
  const seat = await ann.join(await ann.openTable({ game: 'ipd', seats: ['person', 'module:mine'] }));
  await seat.turn();
  await seat.move(0, 0);
  expect((await seat.turn(({ step }) => step === 1)).view).toMatchObject({ history: [{ own: 0, other: 1 }] });
});
