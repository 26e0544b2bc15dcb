import { expect, test } from '@jest/globals';
import { courseOf, curveColumns } from '../../../client/learn/curve.ts';
import { LearnSession } from '../../../client/learn/learnSession.ts';
import {
  NOTHING_LEARNED,
  withMessage,
  withReset,
  withStart,
  type LearnState,
} from '../../../client/learn/learnState.ts';
import type { Choice, FromWorker, Progress, ToWorker } from '../../../client/learn/protocol.ts';
import { choiceOf, usualSetup } from '../../../client/learn/setup.ts';
import { momentOf, storyOf } from '../../../client/learn/story.ts';
import { makeProbe } from './makeProbe.ts';

const CHOICE: Choice = { algorithm: 'advantage-alignment', engine: 'kernels', seed: 1, iterations: 60 };
const CONTROL: Choice = { ...CHOICE, algorithm: 'actor-critic' };
const LESSONS = { games: 4, steps: 9, warmUp: 12 };
const DEFECTED = { start: 0, CC: 0, CD: 0, DC: 0, DD: 0 };

const lessons = (count: number, reward: number): number[] => Array.from({ length: count }, () => reward);

function told(state: LearnState, run: number, progress: Partial<Progress>): LearnState {
  const message = { rewards: [], probe: undefined, seconds: 1, ...progress };
  return withMessage(state, { kind: 'progress', run, progress: message });
}

test('[WL2] lessons and probes add up, and words about a run that is over change nothing', () => {
  let state = withStart(NOTHING_LEARNED, 2, CHOICE);
  state = told(state, 2, { rewards: [-1.5, -1.6], probe: makeProbe(0) });
  state = told(state, 2, { rewards: [-1.7], probe: makeProbe(3), seconds: 4 });
  expect(state.current).toMatchObject({ rewards: [-1.5, -1.6, -1.7], seconds: 4 });
  expect(state.current?.probes.map(({ iteration }) => iteration)).toEqual([0, 3]);
  expect(told(state, 1, { rewards: [0] })).toBe(state);
  expect(withMessage(state, { kind: 'failed', run: 1, reason: 'x' })).toBe(state);
});

test('[WL2] the last run of the other way of learning stays beside the new one until the reset', () => {
  let state = told(withStart(NOTHING_LEARNED, 1, CHOICE), 1, { rewards: [-1.5, -1.4] });
  state = told(withStart(state, 2, CONTROL), 2, { rewards: [-1.6] });
  expect(curveColumns(state)).toEqual([
    [1, 2],
    [-1.5, -1.4],
    [-1.6, null],
  ]);
  // A new run of the same way takes the place of the old one.
  expect(curveColumns(withStart(state, 3, CHOICE))[1]).toEqual([null]);
  expect(curveColumns(withReset(state))).toEqual([[1], [null], [null]]);
});

test('[WL2] a row of the course has the mean reward of the lessons since the row before', () => {
  const probes = [makeProbe(0), makeProbe(2), makeProbe(3)];
  const rows = courseOf({ rewards: [-1, -2, -3, -9], probes });
  expect(rows.map(({ reward }) => reward)).toEqual([Number.NaN, -1.5, -3]);
});

test('[WL5] the story changes only when two probes agree, so that it is not read out at every swing', () => {
  const answering = { start: 0.1, CC: 0.6, CD: 0, DC: 0.9, DD: 0 };
  let state = withStart(NOTHING_LEARNED, 1, CHOICE);
  state = told(state, 1, { rewards: lessons(40, -2), probe: makeProbe(40, DEFECTED) });
  expect(storyOf(state, LESSONS)).toContain('trap');
  const before = momentOf(state, LESSONS);
  state = told(state, 1, { rewards: lessons(10, -1.9), probe: makeProbe(50, answering) });
  expect(momentOf(state, LESSONS)).toBe(before);
  state = told(state, 1, { rewards: lessons(10, -1.9), probe: makeProbe(60, answering) });
  expect(momentOf(state, LESSONS)).not.toBe(before);
  expect(storyOf(state, LESSONS)).toContain('starts to answer');
});

test('[WL5] the story counts the lessons in which only the critic learns', () => {
  const after = (count: number): string =>
    storyOf(told(withStart(NOTHING_LEARNED, 1, CHOICE), 1, { rewards: lessons(count, -1.5) }), LESSONS);
  expect(after(3)).toContain('For 9 more lessons');
  expect(after(11)).toContain('For one more lesson');
  expect(after(12)).toBe('It still moves almost at random.');
});

test('[WL5] the story tells the control apart, and how it ended', () => {
  const ended = (choice: Choice): string => {
    const progress = { rewards: lessons(60, -2), probe: makeProbe(60, DEFECTED) };
    const state = told(withStart(NOTHING_LEARNED, 1, choice), 1, progress);
    return storyOf(withMessage(state, { kind: 'finished', run: 1 }), LESSONS);
  };
  expect(ended(CONTROL)).toContain('stays in the trap');
  expect(ended(CHOICE)).toContain('More lessons');
  expect(storyOf(NOTHING_LEARNED, LESSONS)).toContain('A lesson is 4 games of 9 rounds');
  const failed = withMessage(withStart(NOTHING_LEARNED, 1, CHOICE), {
    kind: 'failed',
    run: 1,
    reason: 'no memory',
  });
  expect(storyOf(failed, LESSONS)).toContain('no memory');
});

test.each([
  ['seed', ''],
  ['seed', '-1'],
  ['seed', '1.5'],
  ['seed', '12345678901234567'],
  ['iterations', '0'],
  ['iterations', '10001'],
  ['iterations', 'many'],
])('[WL3] %s %j is no number to start with', (field, text) => {
  expect(choiceOf({ ...usualSetup(60), [field]: text })).toBeNull();
});

test('[WL3] what stands in the form at first can be started', () => {
  expect(choiceOf({ ...usualSetup(60), seed: ' 7 ' })).toEqual({ ...CHOICE, seed: 7 });
});

test('[WL2] the session tells the worker what the buttons mean, and believes what it says', () => {
  const sent: ToWorker[] = [];
  let say: (message: FromWorker) => void = () => {};
  let fail: (why: string) => void = () => {};
  const session = new LearnSession({
    send: (message) => sent.push(message),
    listen: (to) => ([say, fail] = [to.onMessage, to.onError]),
    close: () => {},
  });
  session.resume();
  session.start(CHOICE);
  session.pause();
  session.pause();
  session.resume();
  session.askForPolicy();
  expect(sent.map(({ kind }) => kind)).toEqual(['start', 'pause', 'resume', 'show-policy']);
  say({ kind: 'finished', run: 1 });
  expect(session.state.value.status.kind).toBe('finished');
  session.reset();
  say({ kind: 'progress', run: 1, progress: { rewards: [-1], probe: undefined, seconds: 1 } });
  expect(session.state.value).toEqual(NOTHING_LEARNED);
  fail('');
  expect(session.state.value.status).toEqual({ kind: 'failed', reason: 'its code did not load' });
});
