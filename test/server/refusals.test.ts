import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startArena, type Messages, type TestArena, type TestPerson } from '../fixtures/arena.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';

let arena: TestArena;
beforeEach(async () => {
  arena = await startArena();
});
afterEach(() => arena.close());

async function practising(ann: TestPerson) {
  const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  const seat = await ann.join(tableId);
  await seat.turn();
  return { tableId, seat };
}

async function refusalCounts(): Promise<Record<string, number>> {
  const text = await (await fetch(`${arena.arena.url}/metrics`)).text();
  const matches = text.matchAll(/commonground_refusals_total\{code="([a-z-]+)"\} (\d+)/g);
  return Object.fromEntries([...matches].map(([, code, count]) => [code, Number(count)]));
}

test('[WI2] requests that do not fit are refused with a code, counted, and change nothing', async () => {
  const { seat } = await practising(await arena.person());
  const before = arena.store.events.length;
  const requests: [string, unknown, string][] = [
    ['move', undefined, 'bad-message'],
    ['move', 'cooperate', 'bad-message'],
    ['move', { step: 0 }, 'bad-message'],
    ['move', { step: -1, action: 0, tShown: 1, tInput: 1 }, 'bad-message'],
    ['move', { step: 0, action: 0, tShown: 1, tInput: 1, seat: 1 }, 'bad-message'],
    ['move', { step: 0, action: Number.NaN, tShown: 1, tInput: 1 }, 'bad-message'],
    ['move', { step: 0, action: 2, tShown: 1, tInput: 1 }, 'bad-action'],
    ['move', { step: 0, action: [0], tShown: 1, tInput: 1 }, 'bad-action'],
    ['move', { step: 7, action: 0, tShown: 1, tInput: 1 }, 'wrong-step'],
    ['hold', { action: 0, tShown: 1, tInput: 1 }, 'not-allowed'],
    ['fill', { ref: 'scripted:tit-for-tat' }, 'not-allowed'],
    ['again', {}, 'not-allowed'],
    ['constructor', {}, 'bad-message'],
    ['__proto__', {}, 'bad-message'],
    ['steal-seat', { seat: 1 }, 'bad-message'],
  ];
  const expected: Record<string, number> = {};
  for (const [name, body, code] of requests) {
    expect([name, await seat.messages.request(name, body)]).toMatchObject([name, { ok: false, code }]);
    expected[code] = (expected[code] ?? 0) + 1;
  }
  expect(await refusalCounts()).toEqual(expected);
  expect(arena.store.events).toHaveLength(before);
  expect(arena.errors).toEqual([]);
  expect(await seat.move(0, 0)).toEqual({ ok: true });
});

test('[WI4] a flood is refused as too fast and counted; the play goes on afterwards', async () => {
  await arena.close();
  arena = await startArena({ limits: { perSecond: 1, burst: 20, refusals: 1e9 } });
  const { seat } = await practising(await arena.person());
  const replies = await Promise.all(
    Array.from({ length: 60 }, () => seat.request('ping', { roundTripMs: null })),
  );
  expect(replies.filter((reply) => !reply.ok && reply.code === 'too-fast').length).toBeGreaterThan(30);
  // A message a second is not too fast.
  let moved = await seat.move(0, 0);
  while (!moved.ok && moved.code === 'too-fast') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    moved = await seat.move(0, 0);
  }
  expect(moved).toEqual({ ok: true });
});

test('[WI5] a client that keeps on with what is refused is shut out and told', async () => {
  await arena.close();
  arena = await startArena({ limits: { perSecond: 1000, burst: 1000, refusals: 5 } });
  const { seat } = await practising(await arena.person());
  for (let i = 0; i < 6; i += 1) void seat.move(9, 0).catch(() => undefined);
  expect(await seat.notice()).toMatchObject({ code: 'expelled' });
  expect(await seat.messages.left).toBe(4000);
});

/** A frame as the SDK would send it, but with these bytes. */
function sendRaw(messages: Messages, bytes: readonly number[]): void {
  const { ws } = messages.room.connection.transport as unknown as { ws: WebSocket };
  ws.send(Uint8Array.from(bytes));
}

test('[WI3] frames of any bytes neither stop the server nor cost anybody else a thing (fuzz seed 20261124)', async () => {
  await arena.close();
  arena = await startArena({ limits: { perSecond: 1e6, burst: 1e6, refusals: 1e9 } });
  const [ann, eve] = [await arena.person(), await arena.person()];
  const { seat } = await practising(ann);
  const attacker = (await practising(eve)).seat;
  const lobby = await eve.lobby();
  let state = 20261124;
  const next = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % n;
  };
  // Kinds of frames that exist: everything but a goodbye.
  const kinds = [10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
  for (let i = 0; i < 3000; i += 1) {
    const kind = next(8) === 0 ? next(256) : (kinds[next(kinds.length)] as number);
    if ((kind & 0x1f) === 12) continue;
    const bytes = [kind, ...Array.from({ length: next(24) }, () => next(256))];
    sendRaw(i % 2 === 0 ? attacker.messages : lobby, bytes);
  }
  // A request whose name fits and whose body is no message pack.
  sendRaw(attacker.messages, [21, 1, 0xa4, ...Buffer.from('move'), 0xc1, 0xff, 0xff]);
  sendRaw(attacker.messages, []);
  expect(await seat.move(0, 0)).toEqual({ ok: true });
  expect(await attacker.move(0, 0)).toEqual({ ok: true });
  expect((await refusalCounts())['bad-message']).toBeGreaterThan(1000);
  expect(arena.errors).toEqual([]);
});

test('[WI11] a frame larger than any request closes that connection and no other', async () => {
  const [ann, eve] = [await arena.person(), await arena.person()];
  const { seat } = await practising(ann);
  const attacker = (await practising(eve)).seat;
  sendRaw(
    attacker.messages,
    Array.from({ length: 20_000 }, () => 65),
  );
  expect(await attacker.messages.left).toBe(1009);
  expect(await seat.move(0, 0)).toEqual({ ok: true });
});

test('[WI6] joins that do not fit are refused with a code: shape, protocol, secret, seat', async () => {
  const [ann, bob] = [await arena.person(), await arena.person()];
  const { tableId } = await practising(ann);
  const { secret } = bob.identity;
  const join = (options: unknown) => bob.client.joinById(tableId, options as object);
  const good = { protocol: PROTOCOL_VERSION, secret, as: 'play' };
  await expect(join(undefined)).rejects.toThrow(/^bad-message: /);
  await expect(join([])).rejects.toThrow(/^bad-message: /);
  await expect(join({ ...good, as: 'god' })).rejects.toThrow(/^bad-message: as/);
  await expect(join({ ...good, extra: 1 })).rejects.toThrow(/^bad-message: /);
  await expect(join({ ...good, protocol: 99 })).rejects.toThrow(/expected protocol 1, got 99/);
  await expect(join({ ...good, secret: 'guess' })).rejects.toThrow(/^unknown-participant: /);
  await expect(join(good)).rejects.toThrow(/^full: /);
  await expect(ann.join(tableId, 'watch')).rejects.toThrow(/^not-allowed: /);
  await expect(bob.client.joinById('nowhere', good)).rejects.toThrow(/not found/);
  expect(arena.errors).toEqual([]);
});

test('[WI7] tables are opened in the lobby alone: no client creates, lists or stumbles into one', async () => {
  const [ann, bob] = [await arena.person(), await arena.person()];
  await ann.openTable({ game: 'ipd', visibility: 'private' });
  const options = { protocol: PROTOCOL_VERSION, secret: bob.identity.secret, as: 'play', ticket: 'x' };
  await expect(bob.client.create('table', options)).rejects.toThrow();
  await expect(bob.client.join('table', options)).rejects.toThrow();
  const { ticket: _, ...join } = options;
  await expect(bob.client.joinOrCreate('table', join)).rejects.toThrow(/opened in the lobby/);
  const lobby = await bob.lobby();
  expect(await lobby.until('lobby')).toMatchObject({ tables: [] });
  expect([...arena.arena.tables.all()]).toHaveLength(1);
});

test('[WI9] a table is opened with scripted players and listed modules only; a path from the wire is refused', async () => {
  const lobby = await (await arena.person()).lobby();
  const open = (setup: object) => lobby.request('open-table', setup);
  for (const ref of [
    'module:./evil.mjs',
    'module:/etc/passwd',
    'module:',
    'file:///x',
    'scripted:nobody',
    'agent:x',
  ])
    expect(await open({ game: 'ipd', seats: ['person', ref] })).toMatchObject({
      ok: false,
      code: 'bad-message',
    });
  expect(await open({ game: 'ipd', seats: ['person', 'scripted:random({"p":7})'] })).toMatchObject({
    ok: false,
  });
  expect(await open({ game: 'chess' })).toMatchObject({ ok: false, code: 'bad-message' });
  expect(await open({ game: 'ipd', preset: 'none' })).toMatchObject({ ok: false, code: 'bad-message' });
  expect(await open({ game: 'ipd', params: { rounds: 1e9 } })).toMatchObject({
    ok: false,
    code: 'bad-message',
  });
  expect(await open({ game: 'ipd', seats: ['person'] })).toMatchObject({ ok: false, code: 'bad-message' });
  expect([...arena.arena.tables.all()]).toHaveLength(0);
});
