import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { AnyPlayer } from '../../../shared/player.ts';
import { makeTable } from '../../fixtures/makeTable.ts';

const crashing: AnyPlayer = {
  name: 'crashing',
  game: 'ipd',
  summary: 'Throws in its third step.',
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => undefined,
  decide: ({ step }) => {
    if (step === 2) throw new Error('third step');
    return { action: 0, memory: undefined };
  },
};

test('[TA13] a player that throws ends its table as failed, with the log saved, and its people are told', async () => {
  const table = makeTable({ game: 'ipd', seats: ['person', 'module:crashing'] }, [
    { definition: crashing, version: 'abc' },
  ]);
  const ann = table.sit('ann');
  for (let step = 0; step < 3; step += 1) {
    await table.settle();
    await table.move(ann, 0);
  }
  await table.settle();
  expect(table.failures).toEqual([new Error('third step')]);
  expect(table.events('episode.ended')).toMatchObject([{ reason: 'failed', steps: 2 }]);
  expect(table.sent.at(-1)).toMatchObject({ to: 0, name: 'notice', body: { code: 'failed' } });
  expect(table.isClosed()).toBe(true);
  expect(table.session.join('bob', 'play')).toMatchObject({ ok: false });
});

test('[TA13] a player that throws as it sits down fails its table, and the person who asked is told', async () => {
  const table = makeTable({ game: 'ipd', seats: ['person', 'module:crashing'] }, [
    {
      definition: {
        ...crashing,
        begin: () => {
          throw new Error('no chair');
        },
      },
      version: 'abc',
    },
  ]);
  table.session.guard.run(() => table.sit('ann'));
  await table.settle();
  expect(table.failures).toEqual([new Error('no chair')]);
  expect(table.sent.at(-1)).toMatchObject({ name: 'notice', body: { code: 'failed' } });
});

test('[OP4] draining: running episodes go on, nothing new begins, and the table closes after the end', async () => {
  const table = makeTable({ game: 'ipd', params: { rounds: 2 } });
  const [ann, bob] = [table.sit('ann'), table.sit('bob')];
  await table.settle();
  table.session.drain();
  await table.move(ann, 0);
  await table.move(bob, 0);
  await table.settle();
  expect(table.session.phase).toBe('playing');
  await table.move(ann, 0);
  await table.move(bob, 0);
  await table.settle();
  expect(table.sent.at(-1)).toMatchObject({ name: 'notice', body: { code: 'draining' } });
  expect(table.isClosed()).toBe(true);
});

test('[OP4] an episode that does not end in time is ended as drained', async () => {
  const table = makeTable({ game: 'ipd' });
  table.sit('ann');
  table.sit('bob');
  await table.settle();
  table.session.drain();
  await table.session.end('drained');
  expect(table.events('episode.ended')).toMatchObject([{ reason: 'drained', steps: 0 }]);
  expect(table.isClosed()).toBe(true);
});
