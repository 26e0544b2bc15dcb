import { expect, test } from '@jest/globals';
import { openHouse } from '../fixtures/house.ts';
import { measured } from '../fixtures/measure.ts';

const house = openHouse();

test('[BR12] a closed laptop: the other is told, and the seat is there when it opens again', async () => {
  const ann = await house.visitor('Ann');
  const ben = await house.visitor('Ben');
  const tableId = await house.seat(ann, { game: 'ipd', turnSeconds: 3600, graceSeconds: 600 });
  await ben.go(`/table/${tableId}`);
  await ann.atStep(0);
  await ben.atStep(0);
  await ben.page.keyboard.press('Digit1');
  await ben.read('whose-move', 'Waiting for the others');
  const seat = await ben.seat();
  await ben.page.close();
  const bens = ann.page.locator(`[data-testid="seat-${seat}"][data-presence="reconnecting"]`);
  await bens.waitFor();
  await ann.picture('reconnecting');
  await ann.page.keyboard.press('Digit2');
  await ann.atStep(1);

  await ben.newTab();
  await measured('a new page until the seat is back', async () => {
    await ben.go(`/table/${tableId}`);
    await ben.atStep(1);
  });
  expect(await ben.seat()).toBe(seat);
  await ben.read('scene-description', 'Round 1: You cooperated');
  await ann.page.locator(`[data-testid="seat-${seat}"][data-presence="here"]`).waitFor();
});

test('[BR12] addresses that lead nowhere say so', async () => {
  const ann = await house.visitor('Ann');
  // The browser itself writes down that the matchmaker refuses.
  ann.forgive(/status of 522/);
  await ann.go('/table/nothing');
  await ann.see('gone');
  await ann.picture('gone');
  await ann.go('/no/such/page');
  await ann.page.getByRole('heading', { name: 'Nothing here' }).waitFor();
});
