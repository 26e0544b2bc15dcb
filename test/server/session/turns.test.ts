import { describe, expect, test } from '@jest/globals';
import { makeTable } from '../../fixtures/makeTable.ts';

describe('turn games', () => {
  test('[TA1] the episode starts when both seats are taken by people who are connected', async () => {
    const table = makeTable({ game: 'ipd' });
    table.sit('ann');
    await table.settle();
    expect(table.session.phase).toBe('waiting');
    expect(table.session.reserve('bob')).toBe(true);
    await table.settle();
    expect(table.session.phase).toBe('waiting');
    table.sit('bob');
    await table.settle();
    expect(table.session.phase).toBe('playing');
    expect(table.events('episode.started')[0]).toMatchObject({
      game: 'ipd',
      seed: 7,
      occupants: [
        { seat: 0, controller: { kind: 'human', id: 'ann', version: null } },
        { seat: 1, controller: { kind: 'human', id: 'bob', version: null } },
      ],
      condition: { partners: 'labelled', onDrop: 'scripted-takeover', turnSeconds: 20 },
    });
  });

  test('[TA2] a step resolves at once when everybody has moved', async () => {
    const table = makeTable({ game: 'ipd' });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    expect(await table.move(ann, 0)).toEqual({ ok: true });
    expect(table.lastTurn(1)).toMatchObject({ step: 0, moved: false });
    expect(await table.move(bob, 1)).toEqual({ ok: true });
    await table.settle();
    expect(table.lastTurn(0)).toMatchObject({ step: 1, view: { history: [{ own: 0, other: 1 }] } });
    expect(table.lastTurn(1)).toMatchObject({ step: 1, view: { history: [{ own: 1, other: 0 }] } });
    expect(table.decisions()).toMatchObject([
      { seat: 0, step: 0, action: 0, source: 'input', tShown: 1, tInput: 2 },
      { seat: 1, step: 0, action: 1, source: 'input' },
    ]);
  });

  test('[TA2] at the deadline whoever has not moved plays the default action, logged as such', async () => {
    const table = makeTable({ game: 'ipd', turnSeconds: 5 });
    const ann = table.sit('ann');
    table.sit('bob');
    await table.settle();
    const { deadline } = table.lastTurn(0) ?? {};
    expect(deadline).toBe(table.clock.now() + 5_000);
    await table.move(ann, 1);
    await table.clock.advance(4_999);
    expect(table.lastTurn(0)?.step).toBe(0);
    await table.clock.advance(1);
    expect(table.lastTurn(0)?.step).toBe(1);
    expect(table.decisions()[1]).toMatchObject({ seat: 1, action: 0, source: 'default', tInput: null });
  });

  test('[WI2] moves that do not fit change nothing: step, twice, out of range, NaN', async () => {
    const table = makeTable({ game: 'negotiation' });
    const ann = table.sit('ann');
    table.sit('bob');
    expect(await table.move(ann, [1, 1, 1], 0)).toMatchObject({ ok: false, code: 'wrong-step' });
    await table.settle();
    const before = table.store.events.length;
    for (const action of [0, [1], [1, 1, 5.1], [1, 1, Number.NaN], [1, 1, Infinity], [1, 1, -0.1]])
      expect(await table.move(ann, action)).toMatchObject({ ok: false, code: 'bad-action' });
    expect(await table.move(ann, [1, 1, 1], 3)).toMatchObject({ ok: false, code: 'wrong-step' });
    expect(await table.hold(ann, 1)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(table.store.events).toHaveLength(before);
    expect(await table.move(ann, [1, 1, 1])).toEqual({ ok: true });
    expect(await table.move(ann, [2, 2, 2])).toMatchObject({ ok: false, code: 'already-moved' });
    expect(table.decisions()).toMatchObject([{ action: [1, 1, 1] }]);
  });

  test('[TA3] a move is acknowledged, and a result shown, only when it is durable', async () => {
    const table = makeTable({ game: 'ipd' });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    table.store.broken = true;
    const answers: unknown[] = [];
    void table.move(ann, 0).then((answer) => answers.push(answer));
    void table.move(bob, 0).then((answer) => answers.push(answer));
    await table.clock.advance(3_000);
    expect(answers).toEqual([]);
    expect(table.lastTurn(0)?.step).toBe(0);
    table.store.broken = false;
    await table.clock.advance(2_000);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(table.lastTurn(0)?.step).toBe(1);
  });

  test('[TA3] who comes back while a step is being saved sees nothing of it', async () => {
    const table = makeTable({ game: 'ipd' });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    table.store.broken = true;
    void table.move(ann, 0);
    void table.move(bob, 0);
    await table.settle();
    table.cut(ann);
    table.sit('ann');
    await table.settle();
    expect(table.sent.filter(({ name }) => name === 'turn').map(({ body }) => body)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ step: 0 })),
    );
    table.store.broken = false;
    await table.clock.advance(1_000);
    expect(table.lastTurn(0)?.step).toBe(1);
  });

  test('[TA14] when nothing can be saved for long, the table stops and says so', async () => {
    const table = makeTable({ game: 'ipd', turnSeconds: 1000 });
    const ann = table.sit('ann');
    table.sit('bob');
    await table.settle();
    table.store.broken = true;
    const answer = table.move(ann, 0);
    await table.clock.advance(60_000);
    expect(await answer).toMatchObject({ ok: false, code: 'storage' });
    expect(table.sent.at(-1)).toMatchObject({ name: 'notice', body: { code: 'storage' } });
    expect(table.isClosed()).toBe(true);
  });

  test('[TA5] a program decides when the step resolves, as script', async () => {
    const table = makeTable({ game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
    const ann = table.sit('ann');
    await table.settle();
    await table.move(ann, 1);
    await table.settle();
    await table.move(ann, 1);
    await table.settle();
    expect(table.decisions().filter(({ seat }) => seat === 1)).toMatchObject([
      {
        action: 0,
        source: 'script',
        controller: { kind: 'scripted', id: 'scripted:tit-for-tat', version: 'test' },
      },
      { action: 1, source: 'script' },
    ]);
  });

  test('[TA16] a table of programs plays a step a second', async () => {
    const table = makeTable({ game: 'ipd', seats: ['scripted:tit-for-tat', 'scripted:always-defect'] });
    table.session.join('ann', 'watch');
    table.session.connected(undefined);
    await table.clock.advance(3_000);
    expect(table.lastTurn('watchers')).toMatchObject({ step: 3, moved: false });
  });

  test('[TA4] the last step ends the episode: rewards, end, then what everybody sees', async () => {
    const table = makeTable({ game: 'ipd', params: { rounds: 1 } });
    const [ann, bob] = [table.sit('ann'), table.sit('bob')];
    await table.settle();
    await table.move(ann, 1);
    await table.move(bob, 1);
    await table.settle();
    expect(table.store.events.map(({ kind }) => kind)).toEqual([
      'episode.started',
      'decision',
      'decision',
      'rewards',
      'episode.ended',
    ]);
    expect(table.sent.slice(-6).map(({ to, name }) => [to, name])).toEqual([
      [0, 'turn'],
      [1, 'turn'],
      [0, 'ended'],
      [1, 'ended'],
      [0, 'table'],
      [1, 'table'],
    ]);
    expect(table.lastTurn(0)).toMatchObject({ status: 'truncated', deadline: null });
    expect(table.lastTable(0)?.phase).toBe('ended');
    expect(await table.move(ann, 1)).toMatchObject({ ok: false, code: 'not-running' });
  });
});
