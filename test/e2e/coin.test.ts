import { expect, test } from '@jest/globals';
import { DOWN, LEFT, RIGHT, UP } from '../../shared/games/coin/game.ts';
import { expectSameInReplay, readEnd, verifiedLog } from '../fixtures/finishedGame.ts';
import { openHouse, PHONE } from '../fixtures/house.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const STEPS = 50;
const ANNS_WAY = [RIGHT, DOWN, RIGHT, UP, LEFT] as const;
const BENS_WAY = [UP, UP, LEFT, DOWN] as const;
const KEYS: Readonly<Record<number, readonly [string, string]>> = {
  [UP]: ['ArrowUp', 'KeyW'],
  [DOWN]: ['ArrowDown', 'KeyS'],
  [LEFT]: ['ArrowLeft', 'KeyA'],
  [RIGHT]: ['ArrowRight', 'KeyD'],
};
const PAD: Readonly<Record<number, string>> = {
  [UP]: 'up',
  [DOWN]: 'down',
  [LEFT]: 'left',
  [RIGHT]: 'right',
};

const house = openHouse();

test('[BR1] [BR2] [BR4] [BR5] [BR6] two people play a whole Coin game by link, one on a phone by touch, the other going on in a second tab and coming back; the replay is the game', async () => {
  const ann = await house.visitor('Ann');
  const ben = await house.visitor('Ben', PHONE);
  await ann.go('/');
  const card = ann.at('game-coin');
  await card.locator('details.more > summary').click();
  await card.getByLabel('Time for a move').selectOption({ label: 'an hour' });
  await card.getByTestId('private-table').click();
  const link = await (await ann.see('invite-link')).inputValue();
  await ben.go(new URL(link).pathname);
  await Promise.all([ann.atStep(0), ben.atStep(0)]);
  const firstTab = ann.page;

  const [annSaw, benSaw] = await Promise.all([
    play(ann, ANNS_WAY, async (step, move) => {
      if (step === 10) await goOnInSecondTab(ann, step);
      if (step === 20) await takeBack(ann, firstTab, step);
      await ann.page.keyboard.press(KEYS[move]?.[step % 2] ?? '');
    }),
    play(ben, BENS_WAY, async (step, move) => {
      if (step === 5) await ben.picture('coin-phone');
      await ben.page
        .locator('.coin-pad button')
        .and(ben.page.locator(`[style*="${PAD[move]}"]`))
        .tap();
    }),
  ]);

  const seen = await readEnd(ann, annSaw);
  expect(await readEnd(ben, benSaw)).toMatchObject({ episode: seen.episode, returns: seen.returns });
  await ben.picture('coin-phone-after', { fullPage: true });
  const log = await verifiedLog(house, seen);
  expect(log.length).toBe(STEPS);
  const seats = [await ann.seat(), await ben.seat()];
  for (const [person, way] of [ANNS_WAY, BENS_WAY].entries()) {
    const own = Array.from({ length: STEPS }, (_, step) =>
      log.frameAt(step + 1).decisions.find(({ seat }) => seat === seats[person]),
    );
    expect(own.map((decision) => decision?.action)).toEqual(own.map((_, step) => way[step % way.length]));
    expect(own.every((decision) => decision?.source === 'input')).toBe(true);
  }

  await ann.at('watch-replay').click();
  await expectSameInReplay(ann, seen, seats[0] ?? 0);
  await ann.picture('coin-replay');
});

async function play(
  visitor: Visitor,
  way: readonly number[],
  move: (step: number, move: number) => Promise<void>,
): Promise<Map<number, string>> {
  const saw = new Map<number, string>();
  for (let step = 0; step < STEPS; step += 1) {
    await visitor.atStep(step);
    saw.set(step, await visitor.read('scene-description'));
    await move(step, way[step % way.length] ?? UP);
  }
  await visitor.atStep(STEPS);
  return saw.set(STEPS, await visitor.read('scene-description'));
}

/** The newer tab has the seat, the older one says so and plays no more. */
async function goOnInSecondTab(visitor: Visitor, step: number): Promise<void> {
  await visitor.picture('coin');
  const first = visitor.page;
  const second = await visitor.newTab();
  await second.goto(first.url());
  await visitor.atStep(step);
  await first.getByTestId('superseded').waitFor();
  await first.keyboard.press('ArrowUp');
}

async function takeBack(visitor: Visitor, first: Visitor['page'], step: number): Promise<void> {
  const second = visitor.page;
  visitor.page = first;
  await first.bringToFront();
  await first.getByTestId('superseded').getByRole('button').click();
  await visitor.atStep(step);
  await second.getByTestId('superseded').waitFor();
}
