import { test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse, PHONE } from '../fixtures/house.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const house = openHouse();

const EYES: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light-laptop', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark-phone', { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' }],
];

test.each(EYES)(
  '[BR13] %s: nothing serious for axe-core, nothing sticks out, on every page',
  async (name, options) => {
    const ann = await house.visitor(name, options);
    const look = async (where: string): Promise<void> => {
      await ann.picture(`${name}-${where}`, { fullPage: true });
      await expectAccessible(ann, where);
    };
    await ann.go('/');
    await ann.at('game-ipd').getByTestId('quick-match').and(ann.page.locator(':enabled')).waitFor();
    for (const summary of await ann.page.locator('details.more summary').all()) await summary.click();
    await ann.see('consent');
    await look('lobby');
    await ann.at('game-coin').getByTestId('quick-match').click();
    await ann.read('offer', 'You may go on waiting');
    await look('waiting');
    await ann.go('/settings');
    for (const game of GAME_IDS) await (await ann.see(`keys-${game}`)).locator('summary').click();
    await look('settings');

    await practise(ann, 'ipd', 'scripted:tit-for-tat');
    await ann.page.locator('.ipd-choice').first().click();
    await ann.atStep(1);
    await look('ipd');
    await practise(ann, 'coin', 'scripted:reciprocator');
    await ann.page.locator('.coin-pad button').first().click();
    await ann.atStep(1);
    await look('coin');
    await practise(ann, 'harvest', 'scripted:restrained', 7);
    await ann.pastStep(1);
    await look('harvest');
    await practise(ann, 'negotiation', 'scripted:proportional-tit-for-tat');
    await look('negotiation');
    await ann.page.locator('.nego-send button').click();
    await ann.atStep(1);
    await ann.page.locator('.nego-send button').click();
    await ann.see('returns');
    await ann.page.locator('.u-wrap').waitFor();
    await look('after');
    await ann.at('watch-replay').click();
    await ann.see('verified');
    await ann.at('scrub').press('End');
    await look('replay');
  },
);

/** At a table of few rounds against a program, with all the time in the world. */
async function practise(visitor: Visitor, game: string, ref: string, seats = 2): Promise<void> {
  const others = Array.from({ length: seats - 1 }, () => ref);
  await house.seat(visitor, {
    game,
    ...(game === 'negotiation' ? { params: { rounds: 2 } } : {}),
    ...(game === 'harvest' ? {} : { turnSeconds: 3600 }),
    seats: ['person', ...others],
  });
  await visitor.inPhase('playing');
}
