import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lineChart } from '../../models/plots/lineChart.ts';
import { saveAgent } from '../fixtures/checkpoint.ts';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse } from '../fixtures/house.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const CHART = {
  title: 'Reward in training',
  x: { title: 'iteration' },
  y: { title: 'reward per step' },
  lines: [{ name: 'self', x: [1, 2, 3], y: [-2, -1.5, -1] }],
};

let ref = '';
const house = openHouse('plain', async (dataFolder) => {
  const plots = { 'learning-curve': lineChart(CHART) };
  const agents = join(dataFolder, 'agents');
  const { meta } = await saveAgent({ agents, plots }, { game: 'ipd', seed: 3 });
  ref = `agent:${meta.id.slice(0, 12)}`;
});

/** A trained agent's page, opened beside the lobby. */
async function readCard(visitor: Visitor): Promise<void> {
  await visitor.read('agent-card', /Training/);
  const page = await visitor.see('agent-card');
  expect(await page.locator('h1').textContent()).toContain('advantage-alignment, seed 3');
  const plot = visitor.at('plot-learning-curve');
  await plot.scrollIntoViewIfNeeded();
  expect(await plot.getAttribute('alt')).toBe('learning curve');
  const drawn = await plot.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
  expect(drawn).toEqual([640, 400]);
  const configuration = page.locator('details pre').filter({ hasText: '"algorithm"' });
  expect(await configuration.isVisible()).toBe(false);
  await page.locator('details summary').first().click();
  expect(await configuration.isVisible()).toBe(true);
  await visitor.picture('agent-card', { fullPage: true });
  await expectAccessible(visitor, "an agent's card");
}

test('[CL14] an agent that is not there has a page that says so', async () => {
  const ben = await house.visitor('Ben');
  ben.forgive(/404/);
  await ben.go('/agent/ffffffffffff');
  await ben.read('no-agent', /no such agent/);
});

test('[AG21] a trained agent is chosen in the lobby by its sentence and card, and its replay shows what it thought', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  const card = ann.at('game-ipd');
  await card.locator('details.more > summary').click();
  await card.getByTestId('practice-select').selectOption(ref);
  const link = card.getByTestId('practice-card');
  await link.waitFor();
  await expectAccessible(ann, 'lobby with an agent');
  const lobby = ann.page;
  const opened = ann.context.waitForEvent('page');
  await link.click();
  ann.page = await opened;
  await readCard(ann);
  await ann.page.close();
  ann.page = lobby;
  await card.getByTestId('practice-start').click();
  for (let round = 0; round < 16; round += 1) {
    await ann.atStep(round);
    await ann.page.keyboard.press('KeyF');
  }
  await ann.see('after');
  await ann.at('watch-replay').click();
  await ann.see('verified');
  const log = await house.replayOf(new URL(ann.page.url()).pathname.split('/').at(-1) ?? '');
  const steps = Array.from({ length: log.length }, (_, step) => step + 1);
  // On a busy machine it may have come too late in some of them.
  const last = steps.findLast((step) => log.frameAt(step).decisions[1]?.probabilities) ?? log.length;
  const decision = log.frameAt(last).decisions[1];
  await ann.at('scrub').fill(String(last));
  await ann.atStep(last);
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
