import { expect, test } from '@jest/globals';
import { openHouse } from '../fixtures/house.ts';
import { measured } from '../fixtures/measure.ts';

const house = openHouse('supervised');

test('[BR14] a network that fails and returns: the page says so, the other is told, the seat and its move are there again', async () => {
  const ann = await house.visitor('Ann');
  const ben = await house.visitor('Ben');
  // The browser itself writes down that it is offline.
  ben.forgive(/ERR_INTERNET_DISCONNECTED/);
  const tableId = await house.seat(ann, { game: 'ipd', turnSeconds: 3600, graceSeconds: 600 });
  await ben.go(`/table/${tableId}`);
  await ann.atStep(0);
  await ben.atStep(0);
  await ben.page.keyboard.press('Digit2');
  await ben.read('whose-move', 'Waiting for the others');
  const seat = await ben.seat();
  await ben.context.setOffline(true);
  await ben.inConnection('lost');
  await ann.page.locator(`[data-testid="seat-${seat}"][data-presence="reconnecting"]`).waitFor();
  await ben.picture('offline');
  await ann.page.keyboard.press('Digit1');
  await ann.atStep(1);
  await measured('network back until the seat is back', async () => {
    await ben.context.setOffline(false);
    await ben.atStep(1);
  });
  await ben.inConnection('open');
  expect(await ben.seat()).toBe(seat);
  await ben.read('scene-description', 'Round 1: You defected');
  await ann.page.locator(`[data-testid="seat-${seat}"][data-presence="here"]`).waitFor();
  await ben.page.keyboard.press('Digit1');
  await ann.page.keyboard.press('Digit1');
  await Promise.all([ann.atStep(2), ben.atStep(2)]);
});

test('[BR14] a server that dies: the page finds the next one by itself, and what was played can be watched', async () => {
  const ann = await house.visitor('Ann');
  ann.forgive(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket|status of 522|ERR_SOCKET/);
  await house.seat(ann, { game: 'ipd', seats: ['person', 'scripted:tit-for-tat'], turnSeconds: 3600 });
  for (let round = 0; round < 3; round += 1) {
    await ann.atStep(round);
    await ann.page.keyboard.press('Digit1');
  }
  await ann.atStep(3);
  house.killServer();
  const gone = await measured('server killed until the page knows its table is gone', () => ann.see('gone'));
  await gone.getByRole('link').first().click();
  await ann.read('verified', '3 steps were simulated again');
  await ann.read('verified', 'The game was cut off.');
  await ann.picture('cut-replay');
});
