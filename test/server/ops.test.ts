import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { isSamePassword, opsPassword } from '../../server/ops/password.ts';
import type { OpsStatus } from '../../shared/protocol/ops.ts';
import { startArena, type TestArena } from '../fixtures/arena.ts';

const PASSWORD = 'ops password of tests';

let arena: TestArena;
const sockets: Socket[] = [];
beforeEach(async () => {
  arena = await startArena({ opsPassword: PASSWORD });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await arena.close();
});

function open(auth: object, options: object = {}, namespace = '/ops'): Socket {
  const socket = io(`${arena.arena.url}${namespace}`, {
    auth,
    reconnection: false,
    forceNew: true,
    ...options,
  });
  sockets.push(socket);
  return socket;
}

const statusOf = (socket: Socket) =>
  new Promise<OpsStatus>((resolve, reject) => {
    socket.once('status', resolve);
    socket.once('connect_error', reject);
  });

test.each([
  ['polling then websocket', {}],
  ['websocket', { transports: ['websocket'] }],
  ['polling', { transports: ['polling'] }],
])(
  '[OP7] researchers see rooms, seats and delays live, by %s, beside Colyseus on the same port',
  async (_name, options) => {
    const ann = await arena.person();
    const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
    const seat = await ann.join(tableId);
    await seat.turn();
    await seat.request('ping', { roundTripMs: 12 });
    await seat.move(0, 1);
    await seat.turn(({ step }) => step === 1);
    const status = await statusOf(open({ password: PASSWORD }, options));
    expect(status).toMatchObject({
      draining: false,
      rooms: [
        {
          tableId,
          game: 'ipd',
          phase: 'playing',
          step: 1,
          seats: [
            { kind: 'person', id: ann.identity.participant, presence: 'here', roundTripMs: 12 },
            { kind: 'program', id: 'scripted:tit-for-tat' },
          ],
        },
      ],
    });
    expect(status.decisionLatency.count).toBe(1);
    const { resident, heap, heapUsed, external } = status.memory;
    expect(resident).toBeGreaterThan(heap);
    expect(heap).toBeGreaterThan(heapUsed);
    expect(Math.min(heapUsed, external)).toBeGreaterThan(1);
  },
);

test('[OP7] the status comes again every second', async () => {
  const socket = open({ password: PASSWORD });
  const first = await statusOf(socket);
  const second = await statusOf(socket);
  expect(second.at - first.at).toBeGreaterThan(0);
});

test('[OP7] closed to all who lack the password, and slower for each who guesses', async () => {
  for (const auth of [
    {},
    { password: '' },
    { password: 'ops password of test' },
    { password: [PASSWORD] },
    { password: null },
  ]) {
    await expect(statusOf(open(auth))).rejects.toThrow('wrong password');
  }
  await expect(statusOf(open({ password: PASSWORD }, {}, '/'))).rejects.toThrow();
  const started = performance.now();
  await expect(statusOf(open({ password: 'guess' }))).rejects.toThrow('wrong password');
  // Five wrong ones before: 250 ms each.
  expect(performance.now() - started).toBeGreaterThan(1_200);
});

test('[OP7] the page of operations and what it loads come from this server, without telling anything', async () => {
  for (const path of ['/ops/', '/ops/ops.js', '/ops/ops.css', '/ops/socket.io.js']) {
    const response = await fetch(`${arena.arena.url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).not.toContain(PASSWORD);
  }
});

test('[OP8] the password is random, made once, kept for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ops-'));
  try {
    const first = opsPassword(folder);
    expect(first.isNew).toBe(true);
    expect(first.password.length).toBeGreaterThanOrEqual(20);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(opsPassword(folder)).toEqual({ ...first, isNew: false });
    expect(isSamePassword(first.password, first.password)).toBe(true);
    expect(isSamePassword(first.password, `${first.password} `)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
