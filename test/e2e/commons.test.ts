import { expect, test } from '@jest/globals';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse } from '../fixtures/house.ts';

/** Both come within these seconds, however slow the machine is. */
const house = openHouse('plain', undefined, { GATHER_SECONDS: '15' });

test('[BR17] one click in the lobby seats a person in the commons with who else waits, and with programs in the other seats', async () => {
  const [ann, ben] = [await house.visitor('Ann'), await house.visitor('Ben')];
  await Promise.all([ann.go('/'), ben.go('/')]);
  const [first, second] = [ann, ben].map((visitor) => visitor.at('game-harvest').getByTestId('mixed-match'));
  await first?.click();
  await ann.read('fills', /take the (open )?seats/);
  await second?.click();
  await Promise.all([ann.pastStep(1), ben.pastStep(1)]);
  expect(new Set([await ann.seat(), await ben.seat()])).toEqual(new Set([0, 1]));
  expect(await ann.page.locator('.seat .tag').count()).toBe(5);
  await ann.page.keyboard.down('KeyW');
  const { step } = await ann.situation();
  await ann.pastStep(step + 4);
  await ann.page.keyboard.up('KeyW');
  await ann.picture('commons');
});

test('[BR18] a round of a released agent is watched from the lobby', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  const agent = await ann.see('released-ipd-reciprocal');
  await agent.scrollIntoViewIfNeeded();
  await ann.picture('lobby-agents', { fullPage: true });
  await expectAccessible(ann, 'lobby with released agents');
  await agent.getByTestId('watch-round').click();
  await ann.see('verified');
  await ann.at('scrub').press('End');
  await ann.atStep(16);
  expect(await ann.page.locator('.seat-name').allTextContents()).toEqual(['reciprocal 1', 'reciprocal 2']);
  await ann.picture('watched-round', { fullPage: true });
});
