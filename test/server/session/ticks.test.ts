import { describe, expect, test } from '@jest/globals';
import { openReplay } from '../../../shared/log/openReplay.ts';
import { makeTable } from '../../fixtures/makeTable.ts';

const LEFT = 3;
const FORWARD = 1;
const ZAP = 7;

async function harvest() {
  const table = makeTable({ game: 'harvest', preset: 'small' });
  const seats = table.session.seats.map((_, i) => table.sit(`p${i}`));
  await table.settle();
  return { table, ann: seats[0] as (typeof seats)[0] };
}

describe('tick games', () => {
  test('[TA4] eight steps a second; who holds nothing plays the default action', async () => {
    const { table } = await harvest();
    await table.clock.advance(1_000);
    expect(table.session.episode?.step).toBe(8);
    expect(table.lastTurn(0)).toMatchObject({ step: 8 });
    expect(new Set(table.decisions().map(({ source }) => source))).toEqual(new Set(['default']));
  });

  test('[TA4] a held key repeats until it is let go', async () => {
    const { table, ann } = await harvest();
    expect(await table.hold(ann, FORWARD)).toEqual({ ok: true });
    await table.clock.advance(375);
    await table.hold(ann, null);
    await table.clock.advance(125);
    expect(table.decisions().filter(({ seat }) => seat === 0)).toMatchObject([
      { action: FORWARD, source: 'input', flags: [], tShown: 1, tInput: 2 },
      { action: FORWARD, source: 'input', flags: ['held'] },
      { action: FORWARD, source: 'input', flags: ['held'] },
      { action: 0, source: 'default' },
    ]);
  });

  test('[TA4] a tap shorter than a tick counts once, also beside a held key', async () => {
    const { table, ann } = await harvest();
    await table.hold(ann, LEFT);
    await table.hold(ann, null);
    await table.clock.advance(250);
    await table.hold(ann, FORWARD);
    await table.hold(ann, LEFT);
    await table.hold(ann, FORWARD);
    await table.hold(ann, null);
    await table.clock.advance(375);
    expect(
      table
        .decisions()
        .filter(({ seat }) => seat === 0)
        .map(({ action }) => action),
    ).toEqual([LEFT, 0, FORWARD, FORWARD, 0]);
  });

  test('[TA19] waiting for the tick is no delay of a decision', async () => {
    const { table, ann } = await harvest();
    await table.clock.advance(20);
    await table.hold(ann, FORWARD);
    await table.clock.advance(105);
    expect(table.session.episode?.step).toBe(1);
    expect(table.latencies).toEqual([0]);
  });

  test('[TA6] keys are let go when the connection is lost', async () => {
    const { table, ann } = await harvest();
    await table.hold(ann, FORWARD);
    await table.clock.advance(125);
    table.cut(ann);
    await table.clock.advance(125);
    expect(table.decisions().filter(({ seat }) => seat === 0)).toMatchObject([
      { source: 'input' },
      { source: 'default', flags: ['reconnecting'] },
    ]);
  });

  test('[TA4] ticks that were missed are not made up', async () => {
    const { table } = await harvest();
    table.store.broken = true;
    await table.clock.advance(1_100);
    table.store.broken = false;
    await table.clock.advance(1_000);
    const step = table.session.episode?.step ?? 0;
    expect(step).toBeGreaterThan(4);
    expect(step).toBeLessThan(11);
  });

  test('[WI2] an action that does not exist is refused, a move is not for tick games', async () => {
    const { table, ann } = await harvest();
    for (const action of [8, -1, 0.5, Number.NaN])
      expect(await table.hold(ann, action)).toMatchObject({ code: 'bad-action' });
    expect(await table.move(ann, 0)).toMatchObject({ code: 'not-allowed' });
  });

  test('[CH23] beams, hits and meals are events that no seat is sent: an update has the view and the clock', async () => {
    const { table, ann } = await harvest();
    await table.hold(ann, ZAP);
    await table.clock.advance(10_000);
    const log = table.store.events;
    expect(openReplay(log).markers.map(({ kind }) => kind)).toContain('zap');
    const turns = table.sent.filter(({ name }) => name === 'turn').map(({ body }) => Object.keys(body));
    expect(turns.length).toBeGreaterThan(200);
    const shown = ['deadline', 'episode', 'moved', 'serverTime', 'status', 'step', 'view'];
    for (const keys of turns) expect(keys.toSorted()).toEqual(shown);
  });
});
