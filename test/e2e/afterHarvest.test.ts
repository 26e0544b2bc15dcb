import { expect, test } from '@jest/globals';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { readEnd, verifiedLog } from '../fixtures/finishedGame.ts';
import { openHouse } from '../fixtures/house.ts';

const house = openHouse();
const LENGTH = 64;

test('[SC11] after a game of Harvest the page says who took what and what became of the bushes; it is read and reached by keyboard', async () => {
  const ann = await house.visitor('Ann');
  await house.seat(ann, {
    game: 'harvest',
    params: { episode: { minimum: LENGTH, cap: LENGTH } },
    seats: ['person', ...Array.from({ length: 6 }, (_, i) => `scripted:greedy${i < 2 ? '-zapper' : ''}`)],
  });
  // Ticks are slow where the machine is busy.
  await ann.pastStep(LENGTH / 2);
  await ann.inPhase('ended');
  const seen = await readEnd(ann, new Map());
  const log = await verifiedLog(house, seen);
  await ann.see('who-took-what');
  const { returns } = log.frameAt(log.length);
  const shown = await ann.page.locator('[data-testid^="took-"] .harvest-eaten b').allTextContents();
  expect(shown.map(Number)).toEqual(returns);
  const deaths = log.markers.filter(({ kind }) => kind === 'bush-died');
  const bare = await ann.at('bush-fates').locator('tbody tr').filter({ hasText: 'bare since' }).count();
  expect(bare).toBe(deaths.length);
  expect(bare).toBeGreaterThan(0);
  await ann.picture('harvest-after', { fullPage: true });
  await expectAccessible(ann, 'after a game of Harvest');
  // Three wide tables and a folded one stand before it; each is a stop of its own.
  await ann.tabTo(ann.at('bush-fates').getByRole('link').first());
  await ann.page.keyboard.press('Enter');
  await ann.see('verified');
  expect(new URL(ann.page.url()).pathname).toBe(`/replay/${seen.episode}`);
  expect(Number(await ann.at('replay').getAttribute('data-step'))).toBeGreaterThan(0);
});
