import { expect, test } from '@jest/globals';
import { expectSameInReplay, readEnd, verifiedLog } from '../fixtures/finishedGame.ts';
import { openHouse } from '../fixtures/house.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const ROUNDS = 10;

const house = openHouse();

test('[BR1] [BR4] [BR7] one person plays a whole Negotiation against a script by keyboard; the sliders say what is proposed; the replay is the game', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  const card = ann.at('game-negotiation');
  await card.locator('details.more > summary').click();
  await card.getByLabel('Length').selectOption('short');
  await card.getByLabel('Time for a move').selectOption({ label: 'an hour' });
  await card.getByTestId('practice-select').selectOption('scripted:proportional-tit-for-tat');
  await card.getByTestId('practice-start').click();
  await ann.inPhase('playing');

  const saw = new Map<number, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    await ann.atStep(round);
    saw.set(round, await ann.read('scene-description'));
    await propose(ann);
    if (round === 4) await ann.picture('negotiation');
  }
  await ann.atStep(ROUNDS);
  saw.set(ROUNDS, await ann.read('scene-description'));

  const seen = await readEnd(ann, saw);
  const log = await verifiedLog(house, seen);
  expect(log.length).toBe(ROUNDS);
  const seat = await ann.seat();
  for (let step = 1; step <= ROUNDS; step += 1)
    expect(log.frameAt(step).decisions[seat]).toMatchObject({ action: [5, 0, 2.8], source: 'input' });
  await ann.at('watch-replay').click();
  await expectSameInReplay(ann, seen, seat);
  await ann.picture('negotiation-replay');
});

/** All of the first item, nothing of the second, three steps above the middle of the third. */
async function propose(visitor: Visitor): Promise<void> {
  const { keyboard } = visitor.page;
  await visitor.tabTo(visitor.page.locator('.nego-slider input').first());
  await keyboard.press('End');
  await keyboard.press('Tab');
  await keyboard.press('Home');
  await keyboard.press('Tab');
  for (let presses = 0; presses < 3; presses += 1) await keyboard.press('ArrowRight');
  const asked = await visitor.page.locator('.nego-slider output').allTextContents();
  expect(asked).toEqual(['5.0', '0.0', '2.8']);
  await keyboard.press('Enter');
}
