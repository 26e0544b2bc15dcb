import { expect, test } from '@jest/globals';
import { tableSetupSchema } from '../../shared/protocol/lobby.ts';
import { GAME_IDS, gameById } from '../../shared/games/registry.ts';
import {
  defaultChoice,
  guidedSetup,
  isQuickMatch,
  practiceSetup,
  privateSetup,
  publicSetup,
  specOf,
} from '../../client/lobby/tableSetup.ts';

test.each(GAME_IDS)(
  '[CL11] every way into %s is a table that the protocol takes, with one person in it',
  (id) => {
    const game = gameById(id);
    const choice = defaultChoice(game);
    for (const setup of [
      practiceSetup(game, choice, 'scripted:random'),
      privateSetup(game, choice),
      publicSetup(game, { ...choice, turnSeconds: 60, partners: 'unlabelled' }),
      guidedSetup(game, 'scripted:random'),
    ]) {
      expect(tableSetupSchema.safeParse(setup).success).toBe(true);
      if (setup.seats === undefined) continue;
      expect(setup.seats).toHaveLength(specOf(game, setup.preset ?? '').numSeats);
      expect(setup.seats.filter((seat) => seat === 'person')).toHaveLength(1);
    }
  },
);

test('[CL11] the guided game is the shortest preset', () => {
  expect(guidedSetup(gameById('coin'), 'scripted:random')).toMatchObject({ preset: 'league', guided: true });
});

test('[CL11] any option makes a table of its own instead of a quick match', () => {
  const game = gameById('ipd');
  const usual = defaultChoice(game);
  expect(isQuickMatch(game, usual)).toBe(true);
  expect(isQuickMatch(game, { ...usual, turnSeconds: 5 })).toBe(false);
  expect(isQuickMatch(game, { ...usual, partners: 'unlabelled' })).toBe(false);
  expect(isQuickMatch(game, { ...usual, preset: 'uncertain' })).toBe(false);
});
