import { describe, expect, test } from '@jest/globals';
import { createPrograms } from '../../../server/players/programs.ts';
import { tableSpec } from '../../../server/session/tableSpec.ts';
import { tableSetupSchema } from '../../../shared/protocol/lobby.ts';
import { makeFakeAgents } from '../../fixtures/fakeAgents.ts';
import type { Seat } from '../../../server/session/seat.ts';
import { makeTable, type TestTable } from '../../fixtures/makeTable.ts';

const SETUP = { game: 'harvest', fillAfterSeconds: 10 } as const;
const AGENTS = ['agent:released/harvest/hana', 'agent:released/harvest/rosa', 'agent:0123456789ab'];

/** Agents of which the first two are released. */
function offeredAgents() {
  return {
    ...makeFakeAgents(),
    offers: () => AGENTS.map((ref) => ({ ref, label: ref, summary: 'Learned.' })),
  };
}

/** Time passes; who is there says so every two seconds. */
async function wait(table: TestTable, seats: readonly Seat[], ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 2000) {
    for (const seat of seats) await table.ping(seat);
    await table.clock.advance(Math.min(2000, left));
  }
}

describe('a table that fills itself', () => {
  test('[TA18] people gather for the time, then released agents take the open seats and the game starts', async () => {
    const table = makeTable(SETUP, [], offeredAgents());
    const since = table.clock.now();
    const ann = table.sit('ann');
    await wait(table, [ann], 4000);
    const ben = table.sit('ben');
    expect(table.lastTable(0)).toMatchObject({ phase: 'waiting', fillsAt: since + 10_000, offer: null });
    expect(table.session.summary()).toMatchObject({ people: 2, openSeats: 5, fillsAt: since + 10_000 });
    await wait(table, [ann, ben], 5999);
    expect(table.session.phase).toBe('waiting');
    await table.clock.advance(1);
    expect(table.session.phase).toBe('playing');
    const occupants = table.events('episode.started')[0]?.occupants ?? [];
    expect(occupants.slice(0, 2).map(({ controller }) => controller.id)).toEqual(['ann', 'ben']);
    const counts = AGENTS.map((ref) => occupants.filter(({ controller }) => controller.id === ref).length);
    // Five seats for two kinds; what is not released is not asked.
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 2, 3]);
    expect(counts[2]).toBe(0);
    expect(table.session.summary().fillsAt).toBeNull();
    expect(table.events('episode.started')[0]?.condition).toMatchObject({ fillAfterSeconds: 10 });
  });

  test('[TA18] without agents the game’s guide comes', async () => {
    const table = makeTable(SETUP);
    await wait(table, [table.sit('ann')], 10_000);
    const [, ...others] = table.events('episode.started')[0]?.occupants ?? [];
    expect(new Set(others.map(({ controller }) => controller.id))).toEqual(
      new Set([createPrograms('test').guide('harvest').ref]),
    );
  });

  test('[TA18] the last one to leave stops the clock; the next one starts it anew', async () => {
    const table = makeTable(SETUP);
    const ann = table.sit('ann');
    await wait(table, [ann], 9000);
    table.session.leave(ann);
    await table.clock.advance(60_000);
    expect(table.session.phase).toBe('waiting');
    await wait(table, [table.sit('ben')], 9999);
    expect(table.session.phase).toBe('waiting');
    await table.clock.advance(1);
    expect(table.session.phase).toBe('playing');
  });

  test('[TA18] after the game the seats of those who left are filled again', async () => {
    const table = makeTable({ ...SETUP, params: { episode: { minimum: 2, cap: 2 } } });
    const [ann, ben] = [table.sit('ann'), table.sit('ben')];
    await wait(table, [ann, ben], 10_500);
    expect(table.session.phase).toBe('ended');
    table.session.leave(ben);
    table.session.again(ann);
    await table.settle();
    expect(table.session.summary()).toMatchObject({ phase: 'waiting', openSeats: 1, programs: 5 });
    await wait(table, [ann], 10_000);
    expect(table.session.phase).toBe('playing');
  });

  test('[TA18] where partners are unlabelled no table fills itself', () => {
    const setup = tableSetupSchema.parse({ ...SETUP, partners: 'unlabelled' });
    expect(tableSpec(setup, createPrograms('test'))).toMatchObject({
      ok: false,
      message: expect.stringContaining('labelled partners'),
    });
  });
});
