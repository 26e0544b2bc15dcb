import { expect, test } from '@jest/globals';
import { FORWARD } from '../../shared/games/harvest/geometry.ts';
import { expectSameInReplay, readEnd, verifiedLog } from '../fixtures/finishedGame.ts';
import { openHouse } from '../fixtures/house.ts';
import { measured } from '../fixtures/measure.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const house = openHouse();

/** An episode of exactly so many steps. */
const steps = (length: number) => ({ minimum: length, interval: 1, endProbability: 1, cap: length });
/** Steps of an eighth of a second: time for a reload in the middle also where that takes long. */
const LENGTH = 240;

test('[BR1] [BR2] [BR4] [BR8] one person plays a whole Harvest against scripts: held keys repeat; a reload in the middle; the replay is the game', async () => {
  const ann = await house.visitor('Ann');
  await house.seat(ann, {
    game: 'harvest',
    params: { episode: steps(LENGTH) },
    seats: ['person', ...Array.from({ length: 6 }, () => 'scripted:greedy')],
  });
  const saw = new Map<number, string>();
  await hold(ann, 'KeyW', { from: 2, steps: 6 }, saw);
  await hold(ann, 'KeyE', { from: 9, steps: 1 }, saw);
  await hold(ann, 'ArrowUp', { from: 12, steps: 12 }, saw);
  await ann.picture('harvest');
  const seat = await ann.seat();
  const before = await ann.situation();
  await measured('reload of a Harvest until the arena shows again', async () => {
    await ann.page.reload();
    await ann.pastStep(before.step);
  });
  expect(await ann.seat()).toBe(seat);
  await hold(ann, 'Space', { from: before.step + 4, steps: 2 }, saw);
  await ann.inPhase('ended');
  const last = await ann.situation();
  saw.set(last.step, last.text);

  const seen = await readEnd(ann, saw);
  const log = await verifiedLog(house, seen);
  expect(log.length).toBe(LENGTH);
  const own = Array.from({ length: LENGTH }, (_, step) => log.frameAt(step + 1).decisions[seat]);
  const walked = own.filter((decision) => decision?.action === FORWARD && decision.source === 'input');
  expect(walked.length).toBeGreaterThanOrEqual(12);
  expect(walked.filter((decision) => decision?.flags.includes('held')).length).toBeGreaterThanOrEqual(8);
  // Nobody pressed anything: nothing was chosen.
  expect(own[0]).toMatchObject({ source: 'default' });
  await ann.at('watch-replay').click();
  await expectSameInReplay(ann, seen, seat);
  await ann.at('eyes').selectOption('spectator');
  await ann.at('scrub').fill('60');
  await ann.atStep(60);
  await ann.picture('harvest-replay');
});

test('[BR8] who is hit is in the dark for a moment and is told how long', async () => {
  const ann = await house.visitor('Ann');
  await house.seat(ann, {
    game: 'harvest',
    params: {
      map: ['WWWWWW', 'WPA PW', 'W    W', 'WP APW', 'WWWWWW'],
      seats: 2,
      respawnDelay: 24,
      episode: steps(4000),
    },
    seats: ['person', 'scripted:greedy-zapper'],
  });
  const dark = ann.page.locator('.harvest-out');
  await dark.waitFor();
  expect(await dark.textContent()).toMatch(/You were zapped\d\.\d s/);
  await ann.picture('harvest-hit');
  await dark.waitFor({ state: 'detached' });
  await ann.at('leave').first().click();
  await ann.at('leave-confirm').click();
  await ann.see('game-harvest');
});

test('[BR9] WebGL draws the arena, too', async () => {
  const ann = await house.visitor('Ann');
  const tableId = await house.seat(ann, {
    game: 'harvest',
    params: { episode: steps(4000) },
    seats: ['person', ...Array.from({ length: 6 }, () => 'scripted:greedy')],
  });
  await ann.go(`/table/${tableId}`, 'webgl');
  const canvas = ann.page.locator('.harvest-canvas canvas');
  await canvas.waitFor();
  await ann.pastStep(1);
  // A canvas gives only the kind of context that it already has.
  expect(await canvas.evaluate((drawn) => (drawn as HTMLCanvasElement).getContext('webgl2') !== null)).toBe(
    true,
  );
  // Grass, bushes and people do not compress to a few hundred bytes; one colour does.
  expect((await canvas.screenshot()).byteLength).toBeGreaterThan(10_000);
  await ann.picture('harvest-webgl');
});

/** Holds a key for so many steps, from the first one that is seen after another, and keeps what is seen in between. */
async function hold(
  visitor: Visitor,
  key: string,
  { from, steps: count }: { readonly from: number; readonly steps: number },
  saw: Map<number, string>,
): Promise<void> {
  await visitor.pastStep(from);
  await visitor.page.keyboard.down(key);
  const { step: pressedAt } = await visitor.situation();
  await visitor.pastStep(pressedAt + count);
  const { step, text } = await visitor.situation();
  saw.set(step, text);
  await visitor.page.keyboard.up(key);
}
