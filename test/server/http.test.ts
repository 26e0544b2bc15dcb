import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'node:http';
import { parseLog } from '../../shared/log/jsonLines.ts';
import { replay } from '../../shared/log/replay.ts';
import type { ParticipantCreated } from '../../shared/protocol/http.ts';
import type { LobbyInfo } from '../../shared/protocol/lobby.ts';
import { isSimulated, simulatedLabel } from '../../shared/simulated.ts';
import { startArena, type TestArena } from '../fixtures/arena.ts';

let arena: TestArena;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>client</title>');
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'long-1.js'), `export const text = '${'same '.repeat(2000)}';`);
  arena = await startArena({ clientFolder: folder });
});
afterEach(async () => {
  await arena.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string) => fetch(`${arena.arena.url}${path}`);
const post = (path: string, body: unknown) =>
  fetch(`${arena.arena.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('participants', () => {
  test('[OP10] an identity is random, its secret is stored as a hash only, and consent is appended to it', async () => {
    const [ann, bob] = [await arena.person(), await arena.person()];
    expect(ann.identity.participant).not.toBe(bob.identity.participant);
    const { secret, participant } = ann.identity;
    expect(JSON.stringify(arena.store.participants)).not.toContain(secret);
    const consent = { secret, given: true, textVersion: 'v1' };
    expect((await post('/api/participants/consent', consent)).status).toBe(204);
    expect((await post('/api/participants/consent', { ...consent, given: false })).status).toBe(204);
    expect(arena.store.consents).toMatchObject([
      { participant, given: true, textVersion: 'v1' },
      { participant, given: false, textVersion: 'v1' },
    ]);
  });

  test('[OP13] a program that plays a person says so, and its id says it ever after', async () => {
    const response = await post('/api/participants', { simulated: 'crowd:fair' });
    const { participant, secret } = (await response.json()) as ParticipantCreated;
    expect(response.status).toBe(201);
    expect(participant).toMatch(/^sim-crowd:fair\.[\w-]{12}$/);
    expect(simulatedLabel(participant)).toBe('crowd:fair');
    expect(secret.length).toBeGreaterThan(20);
    const { identity } = await arena.person();
    expect([isSimulated(participant), isSimulated(identity.participant)]).toEqual([true, false]);
    for (const body of [
      { simulated: 'Ann "' },
      { simulated: 1 },
      { simulated: 'x'.repeat(61) },
      { name: 'Ann' },
    ])
      expect((await post('/api/participants', body)).status).toBe(400);
  });

  test('[OP10] a consent that does not fit is refused with a code', async () => {
    const wrong = await post('/api/participants/consent', { secret: 'x', given: true, textVersion: 'v1' });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      401,
      { error: { code: 'unknown-participant' } },
    ]);
    for (const body of [{}, '{', [], { secret: 1 }, 'x'.repeat(10_000)]) {
      const response = await post('/api/participants/consent', body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.json()).toMatchObject({ error: { code: 'bad-message' } });
    }
    expect(arena.store.consents).toEqual([]);
    expect(arena.errors).toEqual([]);
  });

  test('[OP10] one address cannot make identities without end', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 260 }, async () => (await post('/api/participants', '')).status),
    );
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(200);
    expect(statuses).toContain(429);
  });
});

test('[OP11] the log of an episode can be had once it has ended, and replays', async () => {
  const ann = await arena.person();
  const tableId = await ann.openTable({
    game: 'coin',
    params: { steps: 3 },
    seats: ['person', 'scripted:random'],
  });
  const seat = await ann.join(tableId);
  const { episode } = await seat.turn();
  expect((await get(`/api/episodes/${episode}`)).status).toBe(409);
  for (let step = 0; step < 3; step += 1) {
    await seat.turn((turn) => turn.step === step);
    await seat.move(step, step);
  }
  await seat.ended();
  const response = await get(`/api/episodes/${episode}`);
  expect(response.headers.get('content-type')).toContain('application/x-ndjson');
  const replayed = replay(parseLog(await response.text()));
  expect(replayed).toBeDefined();
  expect((await get('/api/episodes/nowhere')).status).toBe(404);
  expect((await get('/api/nonsense')).status).toBe(404);
});

test('[TA12] an unlabelled partner stays unlabelled in the log that players may fetch; the lobby counts it as a person', async () => {
  const [ann, bob] = [await arena.person(), await arena.person()];
  const lobby = await bob.lobby();
  const tableId = await ann.openTable({
    game: 'ipd',
    params: { rounds: 2 },
    seats: ['person', 'scripted:tit-for-tat'],
    partners: 'unlabelled',
  });
  const seat = await ann.join(tableId);
  const { episode } = await seat.turn();
  for (let step = 0; step < 2; step += 1) {
    await seat.turn((turn) => turn.step === step);
    await seat.move(step, 1);
  }
  await seat.ended();
  const info = await lobby.until<LobbyInfo>('lobby', ({ tables }) => tables.length > 0);
  expect(info.tables).toMatchObject([{ people: 2, programs: 0 }]);
  const text = await (await get(`/api/episodes/${episode}`)).text();
  for (const word of ['"scripted"', '"script"', 'tit-for-tat', ann.identity.participant])
    expect(text).not.toContain(word);
  expect(() => replay(parseLog(text))).not.toThrow();
  expect(JSON.stringify(arena.store.episodeEvents(episode))).toContain('scripted:tit-for-tat');
});

test('[OP2] health and metrics tell what a supervisor and Prometheus ask', async () => {
  expect(await (await get('/health')).json()).toMatchObject({ status: 'ok', codeVersion: 'test' });
  const text = await (await get('/metrics')).text();
  for (const name of [
    'commonground_tables 0',
    'commonground_people 0',
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag',
  ])
    expect(text).toContain(name);
});

test('[OP2] a log that cannot be written shows in health, and no table is opened', async () => {
  const ann = await arena.person();
  const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  const seat = await ann.join(tableId);
  await seat.turn();
  arena.store.broken = true;
  const moved = seat.move(0, 0);
  while (arena.arena.health().status === 'ok') await new Promise((resolve) => setTimeout(resolve, 10));
  const health = await get('/health');
  expect([health.status, await health.json()]).toMatchObject([503, { status: 'storage-failing' }]);
  const lobby = await ann.lobby();
  expect(await lobby.request('open-table', { game: 'ipd' })).toMatchObject({ code: 'storage' });
  arena.store.broken = false;
  expect(await moved).toEqual({ ok: true });
  expect((await get('/health')).status).toBe(200);
});

test('[OP1] pages, assets, security headers: the client works from this port alone', async () => {
  const page = await get('/play/ipd');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>client</title>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const asset = await get('/assets/app-1.js');
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect((await get('/assets/gone.js')).status).toBe(404);
  const long = await get('/assets/long-1.js');
  expect(long.headers.get('content-encoding')).toMatch(/gzip|br/);
  expect(await long.text()).toHaveLength(10_023);
  expect((await get('/../../package.json')).headers.get('content-type')).toContain('text/html');
  expect(await (await get('/api/catalogue')).json()).toMatchObject({
    protocol: 1,
    games: expect.arrayContaining([expect.objectContaining({ id: 'ipd', guide: 'scripted:tit-for-tat' })]),
    consent: { textVersion: expect.any(String), text: expect.any(String) },
  });
});

test('[WI3] nonsense at the matchmaker is refused, and the server lives', async () => {
  for (const [path, body] of [
    ['/matchmake/joinById/table', 'null'],
    ['/matchmake/joinById/table', '[]'],
    ['/matchmake/joinOrCreate/lobby', '"x"'],
    ['/matchmake/joinOrCreate/lobby', '{'],
    ['/matchmake/joinOrCreate/__proto__', '{}'],
    ['/matchmake/create/table', '{}'],
    ['/matchmake/reconnect/table', '{}'],
    ['/matchmake/setup/table', '{}'],
  ] as const) {
    const response = await post(path, body);
    expect([path, body, response.status >= 400]).toEqual([path, body, true]);
    expect(await response.text()).not.toContain('node_modules');
  }
  expect((await get('/health')).status).toBe(200);
});

test('[WI11] a request body without end does not fill the memory', async () => {
  const { hostname, port } = new URL(arena.arena.url);
  const sent = await new Promise<number>((resolve) => {
    let bytes = 0;
    let isOver = false;
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const upload = request({
      hostname,
      port,
      method: 'POST',
      path: '/matchmake/joinById/table',
      headers: { 'content-type': 'application/json' },
    });
    const end = (): void => {
      isOver = true;
      upload.destroy();
      resolve(bytes);
    };
    upload.on('error', end);
    upload.on('response', end);
    const pump = (): void => {
      if (isOver) return;
      bytes += chunk.length;
      if (bytes > 32 * 2 ** 20) end();
      else upload.write(chunk, () => setImmediate(pump));
    };
    pump();
  });
  expect(sent).toBeLessThan(8 * 2 ** 20);
  expect((await get('/health')).status).toBe(200);
});
