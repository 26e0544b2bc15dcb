import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createPrograms } from '../../server/players/programs.ts';
import { replay } from '../../shared/log/replay.ts';
import type { LobbyInfo } from '../../shared/protocol/lobby.ts';
import { startArena, type TestArena } from '../fixtures/arena.ts';
import { makeManualClock } from '../fixtures/manualClock.ts';

let arena: TestArena | undefined;
afterEach(async () => {
  await arena?.close();
  arena = undefined;
});

test("[TA1] two people meet by quick match and play a whole prisoner's dilemma, every decision logged", async () => {
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
  expect(() => replay(log)).not.toThrow();
});

test('[TA5] one person practises against a script, which moves when the person has moved', async () => {
  arena = await startArena();
  const ann = await arena.person();
  const tableId = await ann.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  const seat = await ann.join(tableId);
  await seat.turn((t) => t.step === 0);
  await seat.move(0, 1);
  const turn = await seat.turn((t) => t.step === 1);
  expect(turn.view).toMatchObject({ history: [{ own: 1, other: 0 }] });
});

test('[TA4] people and programs harvest together at eight ticks a second', async () => {
  arena = await startArena();
  const [ann, bob] = [await arena.person(), await arena.person()];
  const programs = Array.from({ length: 5 }, () => 'scripted:restrained');
  const tableId = await ann.openTable({ game: 'harvest', seats: ['person', 'person', ...programs] });
  const [first, second] = [await ann.join(tableId), await bob.join(tableId)];
  await first.turn();
  expect(await first.request('hold', { action: 1, tShown: 1, tInput: 2 })).toEqual({ ok: true });
  const { episode } = await first.turn();
  // Ticks went on while the request was under way: two more, and it has been played.
  const ticks = arena.store.episodeEvents(episode).filter(({ kind }) => kind === 'rewards').length;
  await second.turn(({ step }) => step >= ticks + 2);
  const decisions = arena.store.episodeEvents(episode).filter((event) => event.kind === 'decision');
  expect(
    decisions
      .filter(({ seat }) => seat === 0)
      .some(({ action, source }) => action === 1 && source === 'input'),
  ).toBe(true);
  expect(decisions.filter(({ seat }) => seat > 1).every(({ source }) => source === 'script')).toBe(true);
});

describe('the lobby', () => {
  test('[WI10] people see who waits at public tables, and for how long; private ones are not shown', async () => {
    arena = await startArena();
    const [ann, bob, eve] = [await arena.person(), await arena.person(), await arena.person()];
    const lobby = await eve.lobby();
    await ann.openTable({ game: 'coin', visibility: 'private' });
    const tableId = await ann.openTable({ game: 'coin' });
    await ann.join(tableId);
    const info = await lobby.until<LobbyInfo>('lobby', ({ tables }) => tables.length > 0);
    expect(info.tables).toMatchObject([
      {
        tableId,
        game: 'coin',
        phase: 'waiting',
        people: 1,
        programs: 0,
        openSeats: 1,
        waitingSince: expect.any(Number),
      },
    ]);
    await bob.join(tableId);
    const playing = await lobby.until<LobbyInfo>('lobby', ({ tables }) => tables[0]?.phase === 'playing');
    // Eve's and both of Ann's pages in the lobby, and the two who play.
    expect(playing.people).toBe(5);
  });

  test('[TA9] many who ask for a match in the same moment: each at one table, two a table, nobody turned away', async () => {
    arena = await startArena();
    const here = arena;
    const people = await Promise.all(Array.from({ length: 40 }, () => here.person()));
    const seats = await Promise.all(
      people.map(async (person) => {
        const tableId = await person.quickMatch('ipd');
        await person.quickMatch('ipd');
        return { tableId, seat: await person.join(tableId) };
      }),
    );
    await Promise.all(seats.map(({ seat }) => seat.turn()));
    const tables = Map.groupBy(seats, ({ tableId }) => tableId);
    expect(tables.size).toBe(20);
    expect([...tables.values()].every((group) => group.length === 2)).toBe(true);
  });

  test('[TA9] quick match passes over a public table that waits for people beside a program', async () => {
    arena = await startArena();
    const [ann, bob, eve] = [await arena.person(), await arena.person(), await arena.person()];
    const seats = ['person', 'person', ...Array.from({ length: 5 }, () => 'scripted:restrained')];
    const mixed = await ann.openTable({ game: 'harvest', seats });
    const matched = await bob.quickMatch('harvest');
    expect(matched).not.toBe(mixed);
    expect(await eve.quickMatch('harvest')).toBe(matched);
  });

  test('[TA18] a mixed quick match joins those who gather; programs take the other seats, and people alone are left alone', async () => {
    const clock = makeManualClock();
    arena = await startArena({ gatherMs: 4000, clock });
    const [ann, bob, eve] = [await arena.person(), await arena.person(), await arena.person()];
    const alone = await eve.quickMatch('harvest');
    const mixed = await ann.quickMatch('harvest', 'mixed');
    expect(mixed).not.toBe(alone);
    const first = await ann.join(mixed);
    const second = await bob.join(await bob.quickMatch('harvest', 'mixed'));
    await clock.advance(4000);
    const { seats } = await first.table(({ phase }) => phase === 'playing');
    expect(seats.map(({ kind }) => kind)).toEqual(['person', 'person', ...Array(5).fill('program')]);
    expect((await second.turn()).episode).toBe((await first.turn()).episode);
    expect(arena.arena.tables.get(alone)?.phase).toBe('waiting');
  });
});

test("[TA13] one table's exception ends that table with a saved log and a notice; no other notices", async () => {
  const definition = {
    name: 'bomb',
    game: 'ipd',
    summary: 'Throws at once.',
    options: z.strictObject({}),
    sees: 'seat',
    begin: () => undefined,
    decide: () => {
      throw new Error('boom');
    },
  } as const;
  arena = await startArena({ programs: createPrograms('test', [{ definition, version: '1' }]) });
  const [ann, bob] = [await arena.person(), await arena.person()];
  const unlucky = await ann.join(await ann.openTable({ game: 'ipd', seats: ['person', 'module:bomb'] }));
  const lucky = await bob.join(
    await bob.openTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] }),
  );
  const { episode } = await unlucky.turn();
  await lucky.turn();
  const heard = lucky.messages.all.length;
  await unlucky.move(0, 0);
  expect(await unlucky.notice()).toMatchObject({ code: 'failed' });
  expect(await unlucky.messages.left).toBe(4000);
  expect(arena.store.episodeEvents(episode).at(-1)).toMatchObject({ reason: 'failed' });
  expect(lucky.messages.all).toHaveLength(heard);
  expect(await lucky.move(0, 0)).toEqual({ ok: true });
  expect(arena.errors).toMatchObject([{ error: { message: 'boom' } }]);
  expect([...arena.arena.tables.all()]).toHaveLength(1);
});
