import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startArena, type TestArena } from '../fixtures/arena.ts';

let arena: TestArena;
beforeEach(async () => {
  arena = await startArena();
});
afterEach(() => arena.close());

async function playing() {
  const [ann, bob] = [await arena.person(), await arena.person()];
  const tableId = await ann.openTable({ game: 'ipd', turnSeconds: 600 });
  const [first, second] = [await ann.join(tableId), await bob.join(tableId)];
  await first.turn();
  await second.turn();
  return { ann, bob, tableId, first, second };
}

test('[TA7] a reload in the middle of a step: the same seat, situation and deadline; the others see it', async () => {
  const { ann, tableId, first, second } = await playing();
  await first.move(0, 1);
  const { deadline } = await first.turn();
  first.cut();
  await second.table((info) => info.seats[0]?.presence === 'reconnecting');
  const reloaded = await ann.join(tableId);
  expect(await reloaded.table()).toMatchObject({ you: { role: 'player', seat: 0 }, phase: 'playing' });
  expect(await reloaded.turn()).toMatchObject({ step: 0, moved: true, deadline });
  await second.table((info) => info.seats[0]?.presence === 'here' && info.phase === 'playing');
  expect(await reloaded.move(0, 0)).toMatchObject({ ok: false, code: 'already-moved' });
  await second.move(0, 0);
  const turn = await reloaded.turn((update) => update.step === 1);
  expect(turn.view).toMatchObject({ history: [{ own: 1, other: 0 }] });
});

test('[WI8] the same person in two tabs: the newer goes on without a gap, the older is told and closed', async () => {
  const { ann, tableId, first, second } = await playing();
  const seen = second.messages.all.length;
  const newer = await ann.join(tableId);
  expect(await first.notice()).toMatchObject({ code: 'superseded' });
  expect(await first.messages.left).toBe(4000);
  expect(await newer.move(0, 0)).toEqual({ ok: true });
  await second.move(0, 0);
  await newer.turn((update) => update.step === 1);
  const presences = second.messages.all
    .slice(seen)
    .filter(({ name }) => name === 'table')
    .map(({ body }) => (body as { seats: { presence: string }[] }).seats[0]?.presence);
  expect(presences).not.toContain('reconnecting');
});

test('[TA7] who comes back after the end is told how it ended', async () => {
  const ann = await arena.person();
  const tableId = await ann.openTable({
    game: 'ipd',
    params: { rounds: 1 },
    seats: ['scripted:always-defect', 'person'],
  });
  const seat = await ann.join(tableId);
  await seat.turn();
  await seat.move(0, 0);
  await seat.ended();
  seat.cut();
  const again = await ann.join(tableId);
  expect(await again.ended()).toMatchObject({ reason: 'truncated', returns: [0, -3] });
  expect(await again.turn()).toMatchObject({ status: 'truncated', deadline: null });
});

test('[TA15] a watcher sees every resolved step and takes no seat', async () => {
  const { tableId, first, second } = await playing();
  const eve = await arena.person();
  const watcher = await eve.join(tableId, 'watch');
  expect(await watcher.table()).toMatchObject({ you: { role: 'watcher' }, watchers: 1 });
  await first.move(0, 1);
  await second.move(0, 1);
  expect(await watcher.turn((update) => update.step === 1)).toMatchObject({ moved: false });
  expect(await watcher.move(1, 0)).toMatchObject({ ok: false, code: 'not-seated' });
  watcher.cut();
  await first.table((info) => info.watchers === 0 && info.phase === 'playing');
});

test('[TA16] a table without any connection is closed after a while, its episode abandoned', async () => {
  await arena.close();
  arena = await startArena({ emptyTableMs: 100 });
  const ann = await arena.person();
  const tableId = await ann.openTable({
    game: 'ipd',
    seats: ['person', 'scripted:tit-for-tat'],
    graceSeconds: 1,
  });
  const seat = await ann.join(tableId);
  const { episode } = await seat.turn();
  seat.cut();
  // 1 s of grace and half of the time for empty tables.
  await until(() => [...arena.arena.tables.all()].length === 0);
  expect(arena.store.episodeEvents(episode).at(-1)).toMatchObject({ reason: 'abandoned' });
  await expect(ann.join(tableId)).rejects.toThrow(/not found/);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
