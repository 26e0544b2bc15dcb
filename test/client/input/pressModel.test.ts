import { expect, test } from '@jest/globals';
import { PressModel } from '../../../client/input/pressModel.ts';

const CONTROLS = [
  { id: 'forward', label: 'Forward', keys: ['KeyW'], action: 1 },
  { id: 'zap', label: 'Zap', keys: ['Space'], action: 7 },
  { id: 'submit', label: 'Submit', keys: ['Enter'] },
];

function makeModel(pace: 'turns' | 'ticks') {
  const calls: (readonly [string, unknown])[] = [];
  const model = new PressModel({
    controls: CONTROLS,
    pace,
    act: (action) => calls.push(['act', action]),
    hold: (action) => calls.push(['hold', action]),
    other: (id) => calls.push(['other', id]),
  });
  return { model, calls };
}

test('[CL6] turn games: a press plays once and a release nothing', () => {
  const { model, calls } = makeModel('turns');
  model.press('forward');
  model.release('forward');
  expect(calls).toEqual([['act', 1]]);
});

test('[CL6] tick games: a press holds, key repeat changes nothing, the release lets go', () => {
  const { model, calls } = makeModel('ticks');
  model.press('forward');
  model.press('forward');
  model.release('forward');
  model.release('forward');
  expect(calls).toEqual([
    ['hold', 1],
    ['hold', null],
  ]);
});

test('[CL6] tick games: the newest key wins, and the one below it goes on', () => {
  const { model, calls } = makeModel('ticks');
  model.press('forward');
  model.press('zap');
  model.release('zap');
  model.press('zap');
  model.release('forward');
  model.release('zap');
  expect(calls.map(([, action]) => action)).toEqual([1, 7, 1, 7, null]);
});

test('[CL6] tick games: a window that loses the focus lets go of everything', () => {
  const { model, calls } = makeModel('ticks');
  model.press('forward');
  model.press('zap');
  model.releaseAll();
  model.releaseAll();
  model.release('forward');
  expect(calls.at(-1)).toEqual(['hold', null]);
  expect(calls).toHaveLength(3);
  expect(model.held).toBeNull();
});

test('[CL6] a control without an action goes to the scene; an unknown one nowhere', () => {
  const { model, calls } = makeModel('ticks');
  model.press('submit');
  model.press('submit');
  model.press('nothing');
  expect(calls).toEqual([
    ['other', 'submit'],
    ['other', 'submit'],
  ]);
});
