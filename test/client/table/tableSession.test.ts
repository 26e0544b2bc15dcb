import { expect, test } from '@jest/globals';
import type { TableInfo, TurnUpdate } from '../../../shared/protocol/table.ts';
import { TableSession } from '../../../client/table/tableSession.ts';
import { mayMove } from '../../../client/table/tableState.ts';
import { makeFakeRoom, SILENT, type FakePort } from '../../fixtures/fakeRoom.ts';
import { makeManualClock } from '../../fixtures/manualClock.ts';

const INFO: TableInfo = {
  protocol: 1,
  tableId: 't',
  game: 'ipd',
  params: {},
  title: 'A table',
  phase: 'playing',
  visibility: 'public',
  partners: 'labelled',
  guided: false,
  you: { role: 'player', seat: 0 },
  seats: [],
  watchers: 0,
  episode: 'e',
  offer: null,
  waitingSince: null,
  fillsAt: null,
  serverTime: 5_000_000,
};

function makeTurn(overrides: Partial<TurnUpdate> = {}): TurnUpdate {
  return {
    episode: 'e',
    step: 0,
    view: 'view 0',
    status: 'running',
    moved: false,
    deadline: null,
    serverTime: 5_000_000,
    ...overrides,
  };
}

async function makeSession() {
  const room = makeFakeRoom();
  const clock = makeManualClock();
  const session = new TableSession({ join: room.join, clock });
  session.start();
  await clock.advance(0);
  const port = room.ports[0] as FakePort;
  port.say('table', INFO);
  port.say('turn', makeTurn());
  const sent = (name: string) =>
    room.ports.flatMap((each) => each.sent.filter((message) => message.name === name));
  return { room, clock, session, port, sent };
}

test('[CL8] a move is shown at once, sent once, and dated in the server clock', async () => {
  const { session, sent, clock } = await makeSession();
  expect(mayMove(session.state.value)).toBe(true);
  session.move(1);
  session.move(0);
  expect(session.state.value.turn).toMatchObject({ moved: true, ownMove: 1 });
  await clock.advance(0);
  expect(sent('move').map(({ body }) => body)).toEqual([
    { step: 0, action: 1, tShown: 5_000_000, tInput: 5_000_000 },
  ]);
});

test('[CL8] a refused move may be made again, and the reason is shown', async () => {
  const { room, session, clock, sent } = await makeSession();
  room.reply = (name) =>
    name === 'move' ? { ok: false, code: 'bad-action', message: 'no' } : { ok: true, serverTime: 5_000_000 };
  session.move(1);
  await clock.advance(0);
  expect(session.state.value.turn).toMatchObject({ moved: false, ownMove: null });
  expect(session.state.value.refusal).toEqual({ code: 'bad-action', message: 'no', count: 1 });
  session.move(0);
  await clock.advance(0);
  expect(sent('move')).toHaveLength(2);
});

test('[CL8] the next step brings the view before it along; the same step again does not lose it', async () => {
  const { session, port } = await makeSession();
  port.say('turn', makeTurn({ step: 1, view: 'view 1' }));
  expect(session.state.value.turn).toMatchObject({ view: 'view 1', previousView: 'view 0', moved: false });
  port.say('turn', makeTurn({ step: 1, view: 'view 1', moved: true }));
  expect(session.state.value.turn).toMatchObject({ previousView: 'view 0', moved: true });
  port.say('turn', makeTurn({ step: 5, view: 'view 5' }));
  expect(session.state.value.turn?.previousView).toBeUndefined();
});

test('[CL8] a move that was lost with the connection is offered again; one that arrived is not', async () => {
  const { room, session, port, clock, sent } = await makeSession();
  room.reply = (name) => (name === 'move' ? SILENT : { ok: true, serverTime: 5_000_000 });
  session.move(1);
  port.breakOff();
  await clock.advance(1);
  const second = room.ports[1] as FakePort;
  second.say('turn', makeTurn({ moved: false }));
  expect(mayMove(session.state.value)).toBe(true);
  second.say('turn', makeTurn({ moved: true }));
  session.move(1);
  expect(sent('move')).toHaveLength(1);
});

test('[CL8] what is held is told again after a rejoin, and a new episode forgets how the old one ended', async () => {
  const { room, session, port, clock, sent } = await makeSession();
  session.hold(3);
  port.breakOff();
  await clock.advance(1);
  expect(sent('hold').map(({ body }) => (body as { action: number }).action)).toEqual([3, 3]);
  const second = room.ports[1] as FakePort;
  second.say('ended', { episode: 'e', reason: 'truncated', steps: 1, returns: [0, 0] });
  expect(session.state.value.ended?.reason).toBe('truncated');
  second.say('turn', makeTurn({ episode: 'e2' }));
  expect(session.state.value.ended).toBeNull();
});

test('[CL8] a key that is down when a game starts counts from its first step; one let go after the end is no mistake', async () => {
  const { room, session, port, clock, sent } = await makeSession();
  port.say('table', { ...INFO, phase: 'ended' });
  session.hold(2);
  expect(sent('hold')).toHaveLength(0);
  room.reply = () => ({ ok: false, code: 'not-running', message: 'over' });
  port.say('table', INFO);
  await clock.advance(0);
  expect(sent('hold').map(({ body }) => (body as { action: number }).action)).toEqual([2]);
  expect(session.state.value.refusal).toBeNull();
});

test('[CL9] a superseded page lets go and stays away until its person takes the seat back', async () => {
  const { room, session, port, clock } = await makeSession();
  port.say('notice', { code: 'superseded', message: 'elsewhere' });
  port.breakOff();
  await clock.advance(60_000);
  expect(room.ports).toHaveLength(1);
  expect(session.state.value).toMatchObject({
    connection: { kind: 'closed' },
    notice: { code: 'superseded' },
  });
  session.start();
  await clock.advance(0);
  expect(room.ports).toHaveLength(2);
  expect(session.state.value).toMatchObject({ connection: { kind: 'open' }, notice: null });
});

test('[CL9] a draining server is told about and the game goes on', async () => {
  const { session, port } = await makeSession();
  port.say('notice', { code: 'draining', message: 'soon' });
  expect(session.state.value).toMatchObject({ connection: { kind: 'open' }, notice: { code: 'draining' } });
  expect(mayMove(session.state.value)).toBe(true);
});
