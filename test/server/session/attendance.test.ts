import { describe, expect, test } from '@jest/globals';
import { makeTable, type TestTable } from '../../fixtures/makeTable.ts';
import type { TableSetupInput } from '../../../shared/protocol/lobby.ts';

async function playing(setup: Partial<TableSetupInput> = {}) {
  const table = makeTable({ game: 'ipd', turnSeconds: 1000, graceSeconds: 10, ...setup });
  const [ann, bob] = [table.sit('ann'), table.sit('bob')];
  await table.settle();
  return { table, ann, bob };
}

/** Time passes while these people's clients ping every 2 s. */
async function pass(table: TestTable, seconds: number, pinging: readonly { index: number }[]) {
  for (let t = 0; t < seconds; t += 1) {
    for (const { index } of pinging) await table.ping(table.session.seats[index] as never);
    await table.clock.advance(1_000);
  }
}

describe('people who come and go', () => {
  test('[TA6] a lost connection shows as reconnecting to the others at once', async () => {
    const { table, ann, bob } = await playing();
    table.cut(ann);
    expect(table.lastTable(bob.index)?.seats[0]).toMatchObject({ presence: 'reconnecting' });
    expect(table.session.phase).toBe('playing');
  });

  test('[TA6] a client that has been silent for 6 s is away, whatever its socket says, and back with its next message', async () => {
    const { table, ann, bob } = await playing();
    await pass(table, 6, [bob]);
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('here');
    await pass(table, 3, [bob]);
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('reconnecting');
    await table.ping(ann);
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('here');
  });

  test('[TA7] who joins again has the same seat, situation and deadline, and the move made before counts once', async () => {
    const { table, ann, bob } = await playing();
    await table.move(ann, 1);
    const before = table.lastTurn(0);
    table.cut(ann);
    await pass(table, 5, [bob]);
    expect(table.sit('ann')).toBe(ann);
    expect(table.lastTurn(0)).toMatchObject({ step: 0, moved: true, deadline: before?.deadline });
    expect(await table.move(ann, 0)).toMatchObject({ code: 'already-moved' });
    await table.move(bob, 0);
    expect(table.decisions().map(({ action }) => action)).toEqual([1, 0]);
    expect(table.lastTurn(1)?.step).toBe(1);
  });

  test('[TA8] scripted-takeover: after the grace period a program plays the seat and hands it back, all logged', async () => {
    const { table, ann, bob } = await playing({ onDrop: 'scripted-takeover' });
    table.cut(ann);
    await pass(table, 9, [bob]);
    await table.move(bob, 1);
    expect(table.lastTurn(1)?.step).toBe(0);
    await pass(table, 2, [bob]);
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('replaced');
    expect(table.lastTurn(1)?.step).toBe(1);
    await table.move(bob, 1);
    await table.settle();
    table.sit('ann');
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('here');
    await table.move(ann, 1);
    await table.move(bob, 1);
    const program = { kind: 'scripted', id: 'scripted:tit-for-tat', version: 'test' };
    const person = { kind: 'human', id: 'ann', version: null };
    expect(table.events('seat.changed')).toMatchObject([
      { seat: 0, step: 0, from: person, to: program, reason: 'dropped' },
      { seat: 0, step: 2, from: program, to: person, reason: 'returned' },
    ]);
    expect(table.decisions().filter(({ seat }) => seat === 0)).toMatchObject([
      { step: 0, controller: program, source: 'takeover', action: 0 },
      { step: 1, controller: program, source: 'takeover', action: 1 },
      { step: 2, controller: person, source: 'input', action: 1 },
    ]);
  });

  test('[TA8] default-action: the others wait no longer, and every row says that the person was away', async () => {
    const { table, ann, bob } = await playing({ onDrop: 'default-action' });
    table.cut(ann);
    await pass(table, 11, [bob]);
    expect(table.lastTable(1)?.seats[0]?.presence).toBe('left');
    await table.move(bob, 1);
    await table.settle();
    expect(table.lastTurn(1)?.step).toBe(1);
    expect(table.decisions()[1]).toMatchObject({
      seat: 0,
      source: 'default',
      flags: ['away'],
      controller: { kind: 'human', id: 'ann' },
    });
    table.sit('ann');
    await table.move(bob, 1);
    expect(table.lastTurn(1)?.step).toBe(1);
    await table.move(ann, 1);
    expect(table.lastTurn(1)?.step).toBe(2);
  });

  test('[TA8] end: after the grace period the episode ends as abandoned', async () => {
    const { table, ann, bob } = await playing({ onDrop: 'end' });
    table.cut(ann);
    await pass(table, 11, [bob]);
    expect(table.events('episode.ended')).toMatchObject([{ reason: 'abandoned', steps: 0 }]);
    expect(table.sent.findLast(({ name }) => name === 'ended')).toMatchObject({
      to: 1,
      body: { reason: 'abandoned' },
    });
    expect(table.lastTable(1)?.phase).toBe('ended');
  });

  test('[TA17] who leaves for good is replaced by policy and gets no seat back; when all have left it ends', async () => {
    const { table, ann, bob } = await playing();
    await table.move(bob, 0);
    expect(await table.session.handle(ann, () => table.session.leave(ann))).toEqual({ ok: true });
    await table.settle();
    expect(table.events('seat.changed')).toMatchObject([{ reason: 'left', step: 0 }]);
    expect(table.lastTurn(1)?.step).toBe(1);
    expect(table.session.join('ann', 'play')).toMatchObject({ ok: false, code: 'full' });
    table.session.leave(bob);
    await table.settle();
    expect(table.events('episode.ended')).toMatchObject([{ reason: 'abandoned' }]);
  });

  test('[TA16] with nobody there the episode goes on a step a second, by policy', async () => {
    const { table, ann, bob } = await playing({ onDrop: 'default-action' });
    table.cut(ann);
    table.cut(bob);
    await table.clock.advance(10_500);
    expect(table.session.episode?.step).toBe(0);
    await table.clock.advance(3_000);
    expect(table.session.episode?.step).toBe(3);
    table.sit('ann');
    await table.clock.advance(5_000);
    expect(table.session.episode?.step).toBe(3);
  });
});

describe('waiting', () => {
  test('[TA9] a reserved seat is kept for 15 s, a waiting person who drops out for the grace period', async () => {
    const table = makeTable({ game: 'ipd', graceSeconds: 5 });
    expect(table.session.reserve('ann')).toBe(true);
    await table.clock.advance(14_000);
    expect(table.session.summary()).toMatchObject({ people: 1, openSeats: 1 });
    await table.clock.advance(2_000);
    expect(table.session.summary()).toMatchObject({ people: 0, openSeats: 2, waitingSince: null });
    const bob = table.sit('bob');
    table.cut(bob);
    await table.clock.advance(5_001);
    expect(table.session.summary()).toMatchObject({ people: 0, openSeats: 2 });
    table.sit('cat');
    await table.settle();
    expect(table.session.phase).toBe('waiting');
  });

  test('[TA1] nobody starts with a phantom: a waiting person who is away holds the start back', async () => {
    const table = makeTable({ game: 'ipd' });
    const ann = table.sit('ann');
    table.cut(ann);
    table.sit('bob');
    await table.settle();
    expect(table.session.phase).toBe('waiting');
    table.sit('ann');
    await table.settle();
    expect(table.session.phase).toBe('playing');
  });

  test('[TA10] a person who waits may fill the open seats with an offered program, not before the offer', async () => {
    const table = makeTable({ game: 'ipd' });
    const ann = table.sit('ann');
    const offer = table.lastTable(0)?.offer;
    expect(offer?.at).toBe(table.clock.now() + 15_000);
    expect(offer?.players.map(({ ref }) => ref)).toContain('scripted:tit-for-tat');
    const fill = (ref: string) => table.session.handle(ann, () => table.session.fill(ann, { ref }));
    expect(await fill('scripted:tit-for-tat')).toMatchObject({ code: 'not-allowed' });
    await pass(table, 15, [ann]);
    expect(await fill('module:/etc/passwd')).toMatchObject({ code: 'not-allowed' });
    expect(await fill('scripted:tit-for-tat')).toEqual({ ok: true });
    await table.settle();
    expect(table.session.phase).toBe('playing');
    expect(table.lastTable(0)).toMatchObject({
      offer: null,
      seats: [{ label: 'You' }, { label: 'tit-for-tat' }],
    });
  });

  test('[TA11] again: the same table, a new episode, when everybody who is still here wants it', async () => {
    const table = makeTable({ game: 'ipd', params: { rounds: 1 } });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    const again = (seat: typeof ann) => table.session.handle(seat, () => table.session.again(seat));
    expect(await again(ann)).toMatchObject({ code: 'not-allowed' });
    await table.move(ann, 0);
    await table.move(bob, 0);
    await table.settle();
    const first = table.lastTable(0)?.episode;
    expect(await again(ann)).toEqual({ ok: true });
    expect(table.lastTable(1)?.seats[0]?.wantsAgain).toBe(true);
    expect(table.session.phase).toBe('ended');
    await again(bob);
    await table.settle();
    expect(table.session.phase).toBe('playing');
    expect(table.lastTable(0)?.episode).not.toBe(first);
    expect(table.lastTurn(0)).toMatchObject({ step: 0, moved: false });
  });

  test('[TA11] again with one who has left: the seat is free and the table waits', async () => {
    const table = makeTable({ game: 'ipd', params: { rounds: 1 } });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    await table.move(ann, 0);
    await table.move(bob, 0);
    await table.settle();
    table.session.leave(bob);
    await table.session.handle(ann, () => table.session.again(ann));
    expect(table.session.summary()).toMatchObject({ phase: 'waiting', openSeats: 1, people: 1 });
    table.sit('cat');
    await table.settle();
    expect(table.session.phase).toBe('playing');
  });

  test('[TA12] where partners are unlabelled, a program looks like a person to the other', async () => {
    const table = makeTable({
      game: 'ipd',
      seats: ['person', 'scripted:tit-for-tat'],
      partners: 'unlabelled',
    });
    table.sit('ann');
    await table.settle();
    expect(table.lastTable(0)?.seats).toEqual([
      { seat: 0, kind: 'person', label: 'You', presence: 'here', wantsAgain: false },
      { seat: 1, kind: 'person', label: 'Player 2', presence: 'here', wantsAgain: false },
    ]);
    expect(JSON.stringify(table.sent.filter(({ name }) => name === 'turn'))).not.toContain('tit-for-tat');
  });

  test('[TA15] who has a seat cannot watch; a reservation that was never used does not count', () => {
    const table = makeTable({ game: 'ipd' });
    table.session.reserve('ann');
    expect(table.session.join('ann', 'watch')).toEqual({ ok: true, seat: undefined });
    table.sit('bob');
    expect(table.session.join('bob', 'watch')).toMatchObject({ ok: false, code: 'not-allowed' });
  });
});
