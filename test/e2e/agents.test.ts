import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { saveAgent } from '../fixtures/checkpoint.ts';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse } from '../fixtures/house.ts';

let ref = '';
const house = openHouse('plain', async (dataFolder) => {
  const { meta } = await saveAgent({ agents: join(dataFolder, 'agents') }, { game: 'ipd', seed: 3 });
  ref = `agent:${meta.id.slice(0, 12)}`;
});

test('[AG21] a trained agent is chosen in the lobby by its sentence and card, and its replay shows what it thought', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  const card = ann.at('game-ipd');
  await card.locator('details.more > summary').click();
  await card.getByTestId('practice-select').selectOption(ref);
  const link = card.getByTestId('practice-card');
  await link.waitFor();
  const address = await link.getAttribute('href');
  const text = await ann.page.evaluate(async (url) => (await fetch(url)).text(), address ?? '');
  expect(text).toContain('## Training');
  await expectAccessible(ann, 'lobby with an agent');
  await card.getByTestId('practice-start').click();
  for (let round = 0; round < 16; round += 1) {
    await ann.atStep(round);
    await ann.page.keyboard.press('KeyF');
  }
  await ann.see('after');
  await ann.at('watch-replay').click();
  await ann.see('verified');
  await ann.at('scrub').press('End');
  const log = await house.replayOf(new URL(ann.page.url()).pathname.split('/').at(-1) ?? '');
  const decision = log.frameAt(log.length).decisions[1];
  const shown = await ann.read('agent-1');
  for (const probability of decision?.probabilities ?? []) {
    expect(shown).toContain(`${(100 * probability).toFixed(1)} %`);
  }
  expect(shown).toContain((decision?.value ?? NaN).toFixed(2));
  expect(await ann.at('agent-1').locator('tr.chosen th').textContent()).toContain(
    decision?.action === 0 ? 'Cooperate' : 'Defect',
  );
  await ann.picture('agent-replay', { fullPage: true });
  await expectAccessible(ann, 'replay with an agent');
});
