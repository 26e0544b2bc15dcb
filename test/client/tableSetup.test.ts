import { expect, test } from '@jest/globals';
import { tableSetupSchema } from '../../shared/protocol/lobby.ts';
import { GAME_IDS, gameById } from '../../shared/games/registry.ts';
import {
  defaultChoice,
  guidedSetup,
  isQuickMatch,
  occupantsOf,
  practiceSetup,
  privateSetup,
  publicSetup,
  seatedWith,
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

test('[CL13] every seat of a table for others is a person or a chosen program', () => {
  const game = gameById('harvest');
  const people = { ...defaultChoice(game), preset: 'small' };
  expect(privateSetup(game, people).seats).toBeUndefined();
  expect(occupantsOf(game, people)).toEqual(['person', 'person', 'person']);
  const mixed = seatedWith(game, people, { seat: 1, occupant: 'scripted:greedy' });
  for (const setup of [privateSetup(game, mixed), publicSetup(game, mixed)]) {
    expect(setup.seats).toEqual(['person', 'scripted:greedy', 'person']);
  }
  const back = seatedWith(game, mixed, { seat: 1, occupant: 'person' });
  expect(privateSetup(game, back)).toEqual(privateSetup(game, people));
});

test('[CL13] one seat stays a person’s, also when another preset has fewer seats', () => {
  const game = gameById('harvest');
  const alone = [0, 1, 2, 3, 4, 5].reduce(
    (choice, seat) => seatedWith(game, choice, { seat, occupant: 'scripted:greedy' }),
    defaultChoice(game),
  );
  const greedy = Array.from({ length: 6 }, () => 'scripted:greedy');
  expect(occupantsOf(game, alone)).toEqual([...greedy, 'person']);
  expect(seatedWith(game, alone, { seat: 6, occupant: 'scripted:greedy' })).toBe(alone);
  expect(privateSetup(game, { ...alone, preset: 'small' }).seats).toEqual([
    'person',
    'scripted:greedy',
    'scripted:greedy',
  ]);
});

test('[CL13] a program in a seat makes a table of its own instead of a quick match', () => {
  const game = gameById('ipd');
  const usual = defaultChoice(game);
  const mixed = seatedWith(game, usual, { seat: 1, occupant: 'scripted:random' });
  expect(isQuickMatch(game, mixed)).toBe(false);
  expect(isQuickMatch(game, seatedWith(game, mixed, { seat: 1, occupant: 'person' }))).toBe(true);
});
