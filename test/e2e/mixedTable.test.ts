import { expect, test } from '@jest/globals';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse, PHONE } from '../fixtures/house.ts';

const house = openHouse();

test('[BR16] [CL13] two people meet by link at a Harvest table whose other seats were given to programs in the lobby', async () => {
  const ann = await house.visitor('Ann', PHONE);
  const ben = await house.visitor('Ben');
  await ann.go('/');
  const card = ann.at('game-harvest');
  await card.locator('details.more > summary').click();
  await card.getByTestId('seat-choices').locator('summary').click();
  for (const seat of [1, 2, 4, 5, 6]) {
    await card
      .getByTestId(`seat-choice-${seat}`)
      .selectOption(seat === 4 ? 'scripted:restrained' : 'scripted:greedy');
  }
  expect(await card.getByLabel('Seat 1').inputValue()).toBe('person');
  expect(await card.getByTestId('seat-choices').locator('summary').textContent()).toContain(
    '2 people, 5 programs',
  );
  await card.getByTestId('private-table').scrollIntoViewIfNeeded();
  await ann.picture('lobby-seats');
  await expectAccessible(ann, 'lobby with a choice of seats');

  await card.getByTestId('private-table').click();
  const link = await (await ann.see('invite-link')).inputValue();
  await ben.go(new URL(link).pathname);
  await Promise.all([ann.pastStep(1), ben.pastStep(1)]);
  expect([await ann.seat(), await ben.seat()]).toEqual([0, 3]);
  const others = [1, 2, 4, 5, 6].map((seat) => ben.at(`seat-${seat}`).locator('.seat-name').textContent());
  expect(await Promise.all(others)).toEqual(
    [/^greedy/, /^greedy/, /^restrained/, /^greedy/, /^greedy/].map((name) =>
      expect.stringMatching(new RegExp(`${name.source}.*program$`)),
    ),
  );
});

test('[CL13] the last person’s seat takes no program', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  const card = ann.at('game-ipd');
  await card.locator('details.more > summary').click();
  await card.getByTestId('seat-choices').locator('summary').click();
  await card.getByTestId('seat-choice-0').selectOption('scripted:tit-for-tat');
  const last = card.getByTestId('seat-choice-1');
  expect(await last.locator('option:checked').textContent()).toBe('you');
  expect(await last.locator('optgroup').isDisabled()).toBe(true);
  await card.getByTestId('private-table').click();
  await ann.inPhase('playing');
  expect(await ann.seat()).toBe(1);
});
