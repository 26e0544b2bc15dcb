import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { trainingConfig } from '../../models/config.ts';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse, PHONE } from '../fixtures/house.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const ROUNDS = 16;
/** So many that a pause finds it at work. */
const LESSONS = 200;
/** What the command line trains with. */
const CONFIG = trainingConfig.parse(
  JSON.parse(
    readFileSync(new URL('../../models/configs/ipd/advantage-alignment.cpu.json', import.meta.url), 'utf8'),
  ),
);
const SITUATIONS = ['start', 'CC', 'CD', 'DC', 'DD'];

const house = openHouse();

/** Chooses so many lessons; everything else as it stands. */
async function setLessons(visitor: Visitor, lessons: number): Promise<void> {
  await visitor.see('learn-main');
  await visitor.at('learn-controls').locator('details summary').click();
  await visitor.at('learn-iterations').fill(String(lessons));
}

async function inStatus(visitor: Visitor, status: string): Promise<void> {
  await visitor.page.locator(`[data-testid="learn"][data-status="${status}"]`).waitFor();
}

async function lessonsOf(visitor: Visitor): Promise<number> {
  return Number(await visitor.at('learn-figures').getAttribute('data-lesson'));
}

const barsOf = (visitor: Visitor): Promise<string[]> =>
  Promise.all(SITUATIONS.map((each) => visitor.at(`probability-${each}`).innerText()));

/** What is drawn on the curve's canvas. */
const pictureOf = (visitor: Visitor): Promise<string> =>
  visitor.page.evaluate(
    () => document.querySelector<HTMLCanvasElement>('.learn-curve canvas')?.toDataURL() ?? 'none',
  );

test('[WL6] a network learns in the page: curve and bars move, it can be paused, and then one plays it by keyboard', async () => {
  const ann = await house.visitor('Ann');
  await ann.go('/');
  await (await ann.see('go-learn')).click();
  const { iterations, games, steps } = CONFIG;
  await ann.see('learn-main');
  expect(await ann.at('learn-iterations').inputValue()).toBe(String(iterations));
  await ann.read('story', new RegExp(`Press Start. A lesson is ${games} games of ${steps} rounds`));
  await setLessons(ann, LESSONS);
  const emptyCurve = await pictureOf(ann);
  await ann.at('learn-main').press('Enter');
  await ann.read('probability-CC', /%/);
  await ann.at('learn-main').press('Enter');
  await inStatus(ann, 'paused');
  await ann.read('story', /Paused/);
  const [bars, curve, lessons] = [await barsOf(ann), await pictureOf(ann), await lessonsOf(ann)];
  expect(curve).not.toBe(emptyCurve);
  expect(lessons).toBeLessThan(LESSONS);
  await ann.at('learn-main').press('Enter');
  await inStatus(ann, 'finished');
  expect(await lessonsOf(ann)).toBe(LESSONS);
  expect(await barsOf(ann)).not.toEqual(bars);
  expect(await pictureOf(ann)).not.toBe(curve);
  await ann.read('announcement', /lessons are over/);
  await ann.at('learn-course').locator('summary').click();
  const rows = ann.page.locator('[data-testid="learn-course"] tbody tr');
  await rows.first().waitFor();
  const table = await rows.allInnerTexts();
  expect(table.at(0)).toMatch(/^0\s/);
  expect(table.at(-1)).toMatch(new RegExp(`^${LESSONS}\\s`));
  await expectAccessible(ann, 'learn');
  await playToTheEnd(ann);
});

test('[WL7] once the lobby has stood for some seconds, the page needs no server: it opens, learns and plays', async () => {
  const options: BrowserContextOptions = { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' };
  const ben = await house.visitor('Ben', options);
  const workerFetched = ben.page.waitForResponse(/learnWorker/);
  const pageFetched = ben.page.waitForResponse(/LearnScreen.*\.js/);
  await ben.go('/');
  await ben.read('connection', /Connected/);
  await Promise.all([workerFetched, pageFetched].map(async (response) => (await response).finished()));
  await ben.page.waitForLoadState('networkidle');
  await ben.context.setOffline(true);
  await ben.at('go-learn').tap();
  await setLessons(ben, 20);
  await ben.at('learn-main').tap();
  await inStatus(ben, 'finished');
  await expectAccessible(ben, 'learn on a phone');
  await ben.at('learn-play').tap();
  await ben.page.locator('.ipd-choice').first().tap();
  await ben.atStep(1);
  // Without a network the browser complains about what it cannot reach; this page does not depend on it.
  ben.complaints.length = 0;
});

test('[WL2] the control is drawn beside what learned before it, until the reset', async () => {
  const cem = await house.visitor('Cem');
  await cem.go('/learn');
  await setLessons(cem, 3);
  await cem.at('learn-main').click();
  await inStatus(cem, 'finished');
  await cem.at('learn-algorithm').selectOption('actor-critic');
  await cem.at('learn-main').click();
  await inStatus(cem, 'finished');
  const legend = cem.page.locator('.learn-legend li');
  expect(await legend.allInnerTexts()).toEqual([
    expect.stringMatching(/Advantage Alignment: −1\.\d/),
    expect.stringMatching(/Control.*: −1\.\d/),
  ]);
  await cem.at('learn-reset').click();
  await inStatus(cem, 'idle');
  expect((await legend.allInnerTexts()).join(' ')).not.toContain('−1');
});

test('[WL8] TensorFlow.js computes the bars, and by choice the gradients too', async () => {
  const dan = await house.visitor('Dan');
  await dan.go('/learn');
  await setLessons(dan, 2);
  await dan.read('learn-computing', /Gradients: own.*bars: TensorFlow.js \S+ \(wasm\)/);
  const rewards: (string | null)[] = [];
  for (const engine of ['kernels', 'tensorflow']) {
    await dan.at('learn-engine').selectOption(engine);
    await dan.at('learn-main').click();
    await inStatus(dan, 'finished');
    rewards.push(await dan.page.locator('.learn-legend li').first().textContent());
  }
  await dan.read('learn-computing', /Gradients and bars: TensorFlow.js/);
  // So early only the critic has learned: the same policy drew the same moves.
  expect(rewards[0]).toMatch(/−1\.\d/);
  expect(rewards[1]).toBe(rewards[0]);
});

async function playToTheEnd(visitor: Visitor): Promise<void> {
  await visitor.at('learn-play').press('Enter');
  await visitor.read('learn-game', `after ${LESSONS} lessons`);
  await visitor.page.locator('.ipd-choice').first().waitFor();
  for (let round = 0; round < ROUNDS; round += 1) {
    await visitor.atStep(round);
    await visitor.page.keyboard.press('Digit1');
  }
  await visitor.atStep(ROUNDS);
  const returns = await visitor.page.locator('[data-testid^="return-"]').allInnerTexts();
  const [own = 0, other = 0] = returns.map((text) => Number(text.replace('−', '-')));
  // Who always cooperates gets -1 or -3 a round, and the other -1 or 0: so own = -16 - 2 d, other = -16 + d.
  expect(own + 2 * other).toBe(-48);
  // The end brings the focus to the way on.
  await visitor.page.locator('[data-testid="learn-again"]:focus').press('Enter');
  await visitor.atStep(0);
}
