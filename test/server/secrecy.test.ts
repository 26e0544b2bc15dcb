import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { recordFrames, startArena, type Messages, type TestArena, type TestSeat } from '../fixtures/arena.ts';

let arena: TestArena;
beforeEach(async () => {
  arena = await startArena();
});
afterEach(() => arena.close());

/** A frame without the one thing that may differ: the clock. */
function withoutTime(frame: Buffer): string {
  const at = frame.indexOf('serverTime');
  return at < 0 ? frame.toString('hex') : frame.subarray(0, at).toString('hex') + `+${frame.length - at}`;
}

const ping = (seat: TestSeat) => seat.request('ping', { roundTripMs: 5 });

/** Longer than the server saves up what it tells the lobby. */
const THROTTLE_MS = 700;

/** What the first player does while the second one and a watcher are being listened to. */
type Act = (first: TestSeat) => Promise<unknown>;

interface Table {
  readonly first: TestSeat;
  readonly second: TestSeat;
  readonly watcher: TestSeat;
}

/** Two people and a watcher at the first step of a game. */
async function gather(game: string): Promise<Table> {
  const [ann, bob, eve] = [await arena.person(), await arena.person(), await arena.person()];
  const tableId = await ann.openTable({ game, visibility: 'public', turnSeconds: 3600 });
  const [first, second] = [await ann.join(tableId), await bob.join(tableId)];
  const watcher = await eve.join(tableId, 'watch');
  await second.turn((turn) => turn.step === 0);
  await watcher.turn((turn) => turn.step === 0);
  return { first, second, watcher };
}

/** Somebody in the lobby who has heard all there is to hear of the tables that there are. */
async function overhear(): Promise<Messages> {
  const lobby = await (await arena.person()).lobby();
  // What one is told at the door, and what all are told next: of everything that has happened.
  await lobby.until('lobby', () => lobby.all.filter(({ name }) => name === 'lobby').length === 2);
  return lobby;
}

/** Plays one step of a game; what did the others hear before it resolved? */
async function listen({ first, second, watcher }: Table, lobby: Messages, act: Act) {
  const frames = [second.messages, watcher.messages, lobby].map(recordFrames);
  const metricsBefore = await decisionsCounted();
  await ping(second);
  await ping(watcher);
  await act(first);
  await ping(second);
  await ping(watcher);
  // Longer than any throttled message of the server would take.
  await new Promise((resolve) => setTimeout(resolve, THROTTLE_MS));
  await ping(second);
  expect(await decisionsCounted()).toBe(metricsBefore);
  const { status } = await fetch(`${arena.arena.url}/api/episodes/${(await first.turn()).episode}`);
  expect(status).toBe(409);
  return frames.map((heard) => heard.map(withoutTime));
}

async function decisionsCounted(): Promise<string> {
  const text = await (await fetch(`${arena.arena.url}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith('commonground_decisions_total')) ?? '';
}

test.each([
  ['ipd', [0, 1]],
  ['coin', [0, 3]],
  [
    'negotiation',
    [
      [0, 0, 0],
      [5, 2.5, 1],
    ],
  ],
] as const)(
  '[WI1] %s: until the step resolves, nothing that the other player, a watcher or the lobby receives depends on a pending move',
  async (game, actions) => {
    const plain = (action: unknown) => action as number | number[];
    const acts: Act[] = [
      async () => undefined,
      (first) => first.move(0, 99),
      ...actions.map((action) => async (first: TestSeat) => {
        expect(await first.move(0, plain(action))).toEqual({ ok: true });
      }),
    ];
    const tables = await Promise.all(acts.map((act) => gather(game).then((table) => ({ act, table }))));
    const lobby = await overhear();
    const [silent, ...others] = await Promise.all(tables.map(({ table, act }) => listen(table, lobby, act)));
    expect(silent?.map((heard) => heard.length)).toEqual([3, 2, 0]);
    for (const heard of others) expect(heard).toEqual(silent);
  },
);

test('[WI1] after the step has resolved, both moves are there', async () => {
  const [ann, bob] = [await arena.person(), await arena.person()];
  const tableId = await ann.openTable({ game: 'ipd' });
  const [first, second] = [await ann.join(tableId), await bob.join(tableId)];
  await second.turn();
  const frames = recordFrames(second.messages);
  await first.move(0, 1);
  expect(frames).toHaveLength(0);
  await second.move(0, 0);
  const turn = await second.turn(({ step }) => step === 1);
  expect(turn.view).toMatchObject({ history: [{ own: 0, other: 1 }] });
  expect(frames.length).toBeGreaterThan(0);
});
