import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { recordFrames, startArena, type TestArena, type TestSeat } from '../fixtures/arena.ts';

// Real sockets take their time on a busy machine.
jest.setTimeout(30_000);

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

/** Longer than the lobby saves its changes up. */
const THROTTLE_MS = 700;

interface Round {
  /** What the first player does while the second one and a watcher are being listened to. */
  readonly act: (first: TestSeat) => Promise<unknown>;
}

/** Plays one step of a game; what did the others hear before it resolved? */
async function listen(game: string, { act }: Round) {
  const [ann, bob, eve] = [await arena.person(), await arena.person(), await arena.person()];
  const tableId = await ann.openTable({ game, visibility: 'public' });
  const first = await ann.join(tableId);
  const second = await bob.join(tableId);
  const watcher = await eve.join(tableId, 'watch');
  const lobby = await eve.lobby();
  await second.turn((turn) => turn.step === 0);
  await watcher.turn((turn) => turn.step === 0);
  // The lobby's last word on the table that has just started: longer than its throttle.
  await new Promise((resolve) => setTimeout(resolve, THROTTLE_MS));
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
    const moves = actions.map((action) => async (first: TestSeat) => {
      expect(await first.move(0, plain(action))).toEqual({ ok: true });
    });
    const [silent, refused, ...moved] = await Promise.all([
      listen(game, { act: async () => undefined }),
      listen(game, { act: (first) => first.move(0, 99) }),
      ...moves.map((act) => listen(game, { act })),
    ]);
    expect(silent?.map((heard) => heard.length)).toEqual([3, 2, 0]);
    for (const heard of [refused, ...moved]) expect(heard).toEqual(silent);
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
