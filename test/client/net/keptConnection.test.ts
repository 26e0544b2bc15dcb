import { expect, test } from '@jest/globals';
import { KeptConnection, type ConnectionState } from '../../../client/net/keptConnection.ts';
import { ServerClock } from '../../../client/net/serverClock.ts';
import { makeFakeRoom, SILENT, type FakeRoom } from '../../fixtures/fakeRoom.ts';
import { makeManualClock } from '../../fixtures/manualClock.ts';

function makeConnection(room: FakeRoom = makeFakeRoom()) {
  const clock = makeManualClock();
  const states: ConnectionState[] = [];
  const messages: unknown[] = [];
  const connection = new KeptConnection({
    join: room.join,
    clock,
    serverClock: new ServerClock(() => clock.now()),
    ping: async (port) => ((await port.request('ping', {})) as { serverTime: number }).serverTime,
    onState: (state) => states.push(state),
    onMessage: (name, body) => messages.push([name, body]),
  });
  connection.start();
  return { room, clock, states, messages, connection };
}

test('[CL1] a broken connection is joined again at once, as the same participant', async () => {
  const { room, clock, connection, messages } = makeConnection();
  await clock.advance(0);
  expect(connection.state.kind).toBe('open');
  room.ports[0]?.breakOff();
  await clock.advance(1);
  expect(room.ports).toHaveLength(2);
  expect(connection.state.kind).toBe('open');
  room.ports[1]?.say('turn', 1);
  room.ports[0]?.say('turn', 'of the dead connection');
  expect(messages).toEqual([['turn', 1]]);
});

test('[CL1] attempts are never more than a second apart, and go on until the server is back', async () => {
  const { room, clock, connection, states } = makeConnection();
  await clock.advance(0);
  room.outcome = { kind: 'unreachable' };
  room.ports[0]?.breakOff();
  await clock.advance(30_000);
  const attempts = states.filter(({ kind }) => kind === 'lost').length;
  expect(attempts).toBeGreaterThanOrEqual(31);
  expect(connection.state).toMatchObject({ kind: 'lost', since: 1_000_000 });
  room.outcome = 'joined';
  await clock.advance(1000);
  expect(connection.state.kind).toBe('open');
});

test('[CL1] a ping that stays unanswered for three seconds counts as a loss', async () => {
  const { room, clock, connection } = makeConnection();
  await clock.advance(0);
  room.reply = () => SILENT;
  await clock.advance(2000 + 2999);
  expect(room.ports).toHaveLength(1);
  await clock.advance(2);
  expect(room.ports[0]?.closedByClient).toBe(true);
  expect(room.ports).toHaveLength(2);
  room.reply = () => ({ ok: true, serverTime: 1 });
  await clock.advance(3100);
  expect(connection.state.kind).toBe('open');
});

test('[CL1] a join that never answers is given up and tried again', async () => {
  const room = makeFakeRoom();
  const { join } = room;
  let hanging = true;
  const { clock, connection } = makeConnection({
    ...room,
    join: () => (hanging ? new Promise(() => {}) : join()),
  });
  await clock.advance(5999);
  expect(connection.state.kind).toBe('connecting');
  hanging = false;
  await clock.advance(10);
  expect(connection.state.kind).toBe('open');
});

test('[CL1] waking up does not wait for the next attempt, and pings an open connection', async () => {
  const { room, clock, connection } = makeConnection();
  await clock.advance(0);
  connection.wake();
  expect(room.ports[0]?.sent.filter(({ name }) => name === 'ping')).toHaveLength(2);
  room.outcome = { kind: 'unreachable' };
  room.ports[0]?.breakOff();
  await clock.advance(10_100);
  room.outcome = 'joined';
  connection.wake();
  await clock.advance(0);
  expect(connection.state.kind).toBe('open');
});

test('[CL1] pings go on every two seconds, one at a time, however often the page wakes', async () => {
  const { room, clock, connection } = makeConnection();
  await clock.advance(0);
  for (let i = 0; i < 5; i += 1) connection.wake();
  await clock.advance(0);
  const before = room.ports[0]?.sent.length ?? 0;
  await clock.advance(20_000);
  expect((room.ports[0]?.sent.length ?? 0) - before).toBe(10);
});

test('[CL2] a refusal that would repeat itself is told and not tried again; a person may', async () => {
  const { room, clock, connection } = makeConnection();
  await clock.advance(0);
  room.outcome = { kind: 'refused', code: 'not-found', message: 'gone' };
  room.ports[0]?.breakOff();
  await clock.advance(60_000);
  expect(connection.state).toEqual({ kind: 'refused', code: 'not-found', message: 'gone' });
  room.outcome = 'joined';
  connection.start();
  await clock.advance(0);
  expect(connection.state.kind).toBe('open');
});

test('[CL2] what is stopped stays stopped, also if a join was on its way', async () => {
  const { room, clock, connection } = makeConnection();
  connection.stop();
  await clock.advance(60_000);
  expect(connection.state.kind).toBe('closed');
  expect(room.ports.map((port) => port.closedByClient)).toEqual([true]);
});

test('[CL2] a request without a connection says so instead of waiting', async () => {
  const { clock, connection } = makeConnection();
  await clock.advance(0);
  expect(await connection.request('move', {})).toEqual({ ok: true });
  connection.stop();
  expect(await connection.request('move', {})).toMatchObject({ ok: false, code: 'offline' });
});
