import { expect, test } from '@jest/globals';
import { openHouse } from '../fixtures/house.ts';

/** Long enough for a slow machine to show what is said before. */
const WAIT_SECONDS = 10;
const house = openHouse('plain', undefined, { OFFER_AFTER_SECONDS: String(WAIT_SECONDS) });

test('[BR10] a guided first game explains itself to the end, in no hurry', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  await ann.at('game-ipd').getByTestId('guided').click();
  await ann.atStep(0);
  await ann.read('time-left', 'no hurry');
  const lessons = new Set<string>();
  for (let round = 0; round < 16; round += 1) {
    await ann.atStep(round);
    lessons.add(await ann.read('guide'));
    if (round === 5) await ann.picture('guided');
    await ann.page.keyboard.press(round === 4 ? 'KeyJ' : 'KeyF');
  }
  await ann.see('after');
  // The start, trust, the temptation, its answer, making up, steadiness.
  expect(lessons.size).toBeGreaterThanOrEqual(5);
  expect(await ann.at('guide').count()).toBe(0);
  for (const game of ['coin', 'negotiation', 'harvest']) {
    await ann.go('/');
    await ann.at(`game-${game}`).getByTestId('guided').click();
    await ann.see('guide');
    await ann.picture(`guided-${game}`);
  }
});

test('[BR11] who waits alone is told the rule, and after the wait may play with a program', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  await ann.at('game-coin').getByTestId('quick-match').click();
  await ann.read('offer', `After ${WAIT_SECONDS} s alone you may play with a program instead.`);
  await ann.picture('waiting');
  await ann.read('offer', 'You may go on waiting');
  await ann.at('fill-select').selectOption('scripted:reciprocator');
  await ann.at('fill-start').click();
  await ann.atStep(0);
  await ann.read('seats', /reciprocator\s*program/);
  await ann.at('leave').click();
  await ann.at('leave-confirm').click();
  await ann.see('game-coin');
});
