import { expect, test } from '@jest/globals';
import { openHouse } from '../fixtures/house.ts';

const ROUNDS = 6;

const house = openHouse();

test('[BR15] keys can be changed; play again starts a new episode; a replay plays, jumps, and gives links to a step', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/settings');
  const keys = await ann.see('keys-ipd');
  await keys.locator('summary').click();
  await keys.getByRole('button', { name: 'Change the key of Defect' }).click();
  await ann.page.keyboard.press('KeyP');
  await keys.locator('kbd', { hasText: 'P' }).waitFor();
  await house.seat(ann, {
    game: 'ipd',
    params: { rounds: ROUNDS },
    seats: ['person', 'scripted:tit-for-tat'],
    turnSeconds: 3600,
  });
  await play();
  await ann.at('again').click();
  await play();
  expect(await ann.at('return-0').textContent()).toBe('−7');

  await ann.at('watch-replay').click();
  await ann.see('verified');
  await ann.at('speed').selectOption('8');
  await ann.at('play').click();
  await ann.read('position', `Step ${ROUNDS} of ${ROUNDS}`);
  await ann.at('markers').getByRole('button', { name: 'Step 4: You: Defected against a cooperator' }).click();
  await ann.read('position', `Step 4 of ${ROUNDS}`);
  await ann.at('eyes').selectOption('1');
  const described = await ann.read('scene-description', 'Round 4: tit-for-tat cooperated, You defected.');
  const link = new URL(ann.page.url());
  const ben = await house.visitor('Ben');
  await ben.go(link.pathname + link.search);
  await ben.atStep(4);
  expect(await ben.read('scene-description')).toBe(described.replaceAll('You', 'Player 1'));

  /** Cooperates but in the fourth round: tit-for-tat answers in the fifth. */
  async function play(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      await ann.atStep(round);
      await ann.page.keyboard.press(round === 3 ? 'KeyP' : 'Digit1');
    }
    await ann.inPhase('ended');
  }
});
