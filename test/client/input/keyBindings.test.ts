import { expect, test } from '@jest/globals';
import { controlOfKey, keyName, keysOf, rebind } from '../../../client/input/keyBindings.ts';

const COOPERATE = { id: 'cooperate', label: 'Cooperate', keys: ['Digit1', 'KeyF'], action: 0 };
const DEFECT = { id: 'defect', label: 'Defect', keys: ['Digit2', 'KeyJ'], action: 1 };
const CONTROLS = [COOPERATE, DEFECT];

test('[CL7] without changes every control has its usual keys', () => {
  expect(controlOfKey(CONTROLS, {}, 'KeyJ')).toBe(DEFECT);
  expect(controlOfKey(CONTROLS, {}, 'KeyX')).toBeUndefined();
});

test('[CL7] a key that is given to one control is taken from the other', () => {
  const bindings = rebind(CONTROLS, {}, { control: 'cooperate', codes: ['KeyJ'] });
  expect(keysOf(COOPERATE, bindings)).toEqual(['KeyJ']);
  expect(keysOf(DEFECT, bindings)).toEqual(['Digit2']);
  expect(controlOfKey(CONTROLS, bindings, 'KeyF')).toBeUndefined();
});

test('[CL7] a control may lose its last key, and says so by having none', () => {
  const once = rebind(CONTROLS, {}, { control: 'cooperate', codes: ['KeyX'] });
  const twice = rebind(CONTROLS, once, { control: 'defect', codes: ['KeyX'] });
  expect(keysOf(COOPERATE, twice)).toEqual([]);
});

test('[CL7] keys read as what stands on them', () => {
  expect(['KeyF', 'Digit1', 'ArrowUp', 'Space', 'Numpad4', 'Keyboard'].map(keyName)).toEqual([
    'F',
    '1',
    '↑',
    'Space',
    'Numpad 4',
    'Keyboard',
  ]);
});
