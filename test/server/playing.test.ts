import { afterEach, expect, test } from '@jest/globals';
import { startArena, type TestArena } from '../fixtures/arena.ts';

let arena: TestArena | undefined;
afterEach(async () => {
  await arena?.close();
  arena = undefined;
});

test("[TB1] two people meet by quick match and play a whole prisoner's dilemma, every decision logged", async () => {
  arena = await startArena();
  const [ann, bob] = [await arena.person(), await arena.person()];
  const tableId = await ann.quickMatch('ipd');
  const first = await ann.join(tableId);
  await first.table((info) => info.phase === 'waiting' && info.seats[0]?.label === 'You');
  expect(await bob.quickMatch('ipd')).toBe(tableId);
  const second = await bob.join(tableId);
  for (let step = 0; step < 16; step += 1) {
    await first.turn((t) => t.step === step);
    await second.turn((t) => t.step === step);
    expect(await first.move(step, 0)).toEqual({ ok: true });
    expect(await second.move(step, 1)).toEqual({ ok: true });
  }
  const ended = await first.ended();
  expect(ended).toMatchObject({ reason: 'truncated', steps: 16, returns: [-48, 0] });
  const log = arena.store.episodeEvents(ended.episode);
  expect(log.filter((e) => e.kind === 'decision')).toHaveLength(32);
  expect(log.filter((e) => e.kind === 'rewards')).toHaveLength(16);
  expect(log.at(-1)).toMatchObject({ kind: 'episode.ended', reason: 'truncated' });
});

test('[TB2] one person practises against a script, which moves when the person has moved', async () => {
  arena = await startArena();
  const ann = await arena.person();
  const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  const seat = await ann.join(tableId);
  await seat.turn((t) => t.step === 0);
  await seat.move(0, 1);
  const turn = await seat.turn((t) => t.step === 1);
  expect(turn.view).toMatchObject({ history: [{ own: 1, other: 0 }] });
});
