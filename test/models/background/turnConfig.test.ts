import { expect, test } from '@jest/globals';
import { nextJob } from '../../../models/background/nextJob.ts';
import { trainerConfig } from '../../../models/background/trainerConfig.ts';
import { turnConfig } from '../../../models/background/turnConfig.ts';

const NOBODY = {
  live: null,
  parent: null,
  past: [],
  scripted: [],
  bestResponses: [],
  people: [],
  knowledge: null,
  waiting: 0,
};

/** How long the nth turn of the prisoner's dilemma lasts. */
function untilOf(turn: number, settings: object) {
  const config = trainerConfig.parse({ games: { ipd: 1 }, ...settings });
  const state = { seed: 1, turns: turn - 1, turnsOf: { ipd: turn - 1 }, people: {}, done: [] };
  const job = nextJob(state, config, { ipd: NOBODY });
  if (job === undefined) throw new Error('expected a job');
  return turnConfig({ job, config, meta: undefined, codeVersion: '0.0.0-test', now: 0 }).until;
}

test('[BT1] the first turn of a game is short, the next ones are not; settings in iterations are kept to', () => {
  expect(untilOf(1, {})).toEqual({ minutes: 0.5 });
  expect(untilOf(2, {})).toEqual({ minutes: 5 });
  expect(untilOf(1, { turn: { minutes: 0.25 } })).toEqual({ minutes: 0.25 });
  expect(untilOf(1, { turn: { iterations: 7 } })).toEqual({ iterations: 7 });
  expect(untilOf(1, { firstMinutes: 2, turn: { minutes: 9, iterations: 7 } })).toEqual({
    minutes: 2,
    iterations: 7,
  });
});
