import { expect, test } from '@jest/globals';
import { COOPERATE, DEFECT } from '../../shared/games/ipd/game.ts';
import { expectSameInReplay, readEnd, verifiedLog } from '../fixtures/finishedGame.ts';
import { openHouse } from '../fixtures/house.ts';
import { measured } from '../fixtures/measure.ts';
import type { Visitor } from '../fixtures/visitor.ts';

const ROUNDS = 16;
/** After these rounds, counted from 0, somebody reloads. */
const ANN_RELOADS = 3;
const BEN_RELOADS = 6;

const house = openHouse();

test('[BR1] [BR2] [BR3] [BR4] [RO5] two people play a whole IPD, one by keyboard alone; both reload in the middle; a third watches; the replay is the game', async () => {
  const [ann, ben, cem] = await Promise.all(['Ann', 'Ben', 'Cem'].map((name) => house.visitor(name)));
  if (!ann || !ben || !cem) throw new Error('expected three visitors');
  await ann.go('/');
  // A quick match leads her to the table that is hers already, where a slow machine has time for its reloads.
  await house.open(ann, { game: 'ipd', visibility: 'public', turnSeconds: 3600 });
  await ann.tabTo(ann.at('game-ipd').getByTestId('quick-match'));
  await ann.page.keyboard.press('Enter');
  await ann.see('waiting');
  await Promise.all([ben.go('/'), cem.go('/')]);
  await ben.read('game-ipd', /1 person waits/);
  await ben.picture('lobby');
  await ben.at('game-ipd').getByTestId('quick-match').click();
  await ann.atStep(0);
  await cem
    .at('tables')
    .getByRole('link', { name: /^Watch/ })
    .click();
  const annsMoves = Array.from({ length: ROUNDS }, (_, round) => (round % 4 === 3 ? DEFECT : COOPERATE));
  const bensMoves = Array.from({ length: ROUNDS }, (_, round) => (round % 3 === 2 ? DEFECT : COOPERATE));

  const benIsBack = Promise.withResolvers<void>();

  const [annSaw, benSaw, cemSaw] = await Promise.all([
    playByKeys(ann, annsMoves, benIsBack.promise),
    playByClicks(ben, bensMoves, benIsBack.resolve),
    watch(cem),
  ]);

  const seats = [await ann.seat(), await ben.seat()];
  expect(new Set(seats)).toEqual(new Set([0, 1]));
  const seen = await readEnd(ann, annSaw);
  const [bens, cems] = [await readEnd(ben, benSaw), await readEnd(cem, cemSaw)];
  expect(bens).toMatchObject({ episode: seen.episode, returns: seen.returns });
  expect(cems).toMatchObject({ episode: seen.episode, returns: seen.returns });
  const log = await verifiedLog(house, seen);
  expect(log.length).toBe(ROUNDS);
  expect(log.header.condition).toMatchObject({ turnSeconds: 3600 });
  const played = Array.from({ length: ROUNDS }, (_, step) => log.frameAt(step + 1).decisions);
  for (const [person, moves] of [annsMoves, bensMoves].entries()) {
    const own = played.map((decisions) => decisions.find(({ seat }) => seat === seats[person]));
    expect(own.map((decision) => decision?.action)).toEqual(moves);
    expect(new Set(own.map((decision) => decision?.source))).toEqual(new Set(['input']));
  }
  await ann.read('readout-first', '1 of 1 times');
  await ann.read('readout', /After both had cooperated\d+ of \d+ times/);
  expect(await cem.at('readout').count()).toBe(0);
  await ann.picture('ipd-after', { fullPage: true });

  await ann.tabTo(ann.at('watch-replay'));
  await ann.page.keyboard.press('Enter');
  await expectSameInReplay(ann, seen, seats[0] ?? 0);
  await ann.picture('ipd-replay');
  await cem.at('watch-replay').click();
  await expectSameInReplay(cem, cems, 'spectator');
});

/** Ann: 1 and 2, F and J; reloads before she has moved. */
async function playByKeys(
  ann: Visitor,
  moves: readonly number[],
  benIsBack: Promise<void>,
): Promise<Map<number, string>> {
  const saw = new Map<number, string>();
  for (const [round, move] of moves.entries()) {
    await ann.atStep(round);
    saw.set(round, await ann.read('scene-description'));
    if (round === ANN_RELOADS) await reload(ann, { round, whoseMove: 'Your move' });
    if (round === BEN_RELOADS) await benIsBack;
    const keys = round % 2 === 0 ? ['Digit1', 'Digit2'] : ['KeyF', 'KeyJ'];
    await ann.page.keyboard.press(keys[move] ?? '');
  }
  await ann.atStep(moves.length);
  return saw.set(moves.length, await ann.read('scene-description'));
}

/** Ben: by mouse; reloads after he has moved and tries to move again. */
async function playByClicks(
  ben: Visitor,
  moves: readonly number[],
  isBack: () => void,
): Promise<Map<number, string>> {
  const saw = new Map<number, string>();
  for (const [round, move] of moves.entries()) {
    await ben.atStep(round);
    saw.set(round, await ben.read('scene-description'));
    await ben.page.locator(`.ipd-choice[data-move="${move === DEFECT ? 'defect' : 'cooperate'}"]`).click();
    if (round === BEN_RELOADS) {
      await ben.read('whose-move', 'Waiting for the others');
      await ben.picture('ipd');
      await reload(ben, { round, whoseMove: 'Waiting for the others' });
      await ben.page.keyboard.press(move === DEFECT ? 'Digit1' : 'Digit2');
      isBack();
    }
  }
  await ben.atStep(moves.length);
  return saw.set(moves.length, await ben.read('scene-description'));
}

/** The same seat, the same round, the same words. */
async function reload(visitor: Visitor, expected: { readonly round: number; readonly whoseMove: string }) {
  const before = { seat: await visitor.seat(), text: await visitor.read('scene-description') };
  await measured('reload of an IPD until the round shows again', async () => {
    await visitor.page.reload();
    await visitor.atStep(expected.round);
  });
  await visitor.read('whose-move', expected.whoseMove);
  expect({ seat: await visitor.seat(), text: await visitor.read('scene-description') }).toEqual(before);
}

/** Cem: sees resolved rounds only, so he keeps what he catches. */
async function watch(cem: Visitor): Promise<Map<number, string>> {
  const saw = new Map<number, string>();
  await cem.see('scene');
  expect(await cem.page.locator('.ipd-choice').count()).toBe(0);
  for (let least = 1; least <= ROUNDS;) {
    await cem.pastStep(least);
    const scene = await cem.situation();
    saw.set(scene.step, scene.text);
    least = scene.step + 1;
  }
  await cem.inPhase('ended');
  return saw;
}
