import { expect, test } from '@jest/globals';
import { phaseOf, type Phase } from '../../../client/learn/phase.ts';
import { makeProbe } from './makeProbe.ts';

const steady = (reward: number): number[] => Array.from({ length: 12 }, () => reward);

test.each<readonly [Phase, number, Partial<Record<'start' | 'CC' | 'CD' | 'DC' | 'DD', number>>]>([
  ['random', -1.5, {}],
  ['defecting', -1.75, { start: 0.3, CC: 0.2, CD: 0.2, DC: 0.2, DD: 0.1 }],
  ['defected', -1.97, { start: 0.2, CC: 0, CD: 0, DC: 0.1, DD: 0 }],
  ['answering', -1.9, { CC: 0.4, CD: 0, DC: 0.9, DD: 0 }],
  ['tit-for-tat', -1.02, { start: 1, CC: 1, CD: 0.05, DC: 1, DD: 0 }],
  ['grim', -1.02, { start: 1, CC: 1, CD: 0.05, DC: 0.1, DD: 0 }],
  ['cooperating', -1.05, { start: 1, CC: 1, CD: 0.6, DC: 1, DD: 0.1 }],
])('[WL5] a learner that is %s is called so', (phase, reward, cooperation) => {
  expect(phaseOf({ rewards: steady(reward), probe: makeProbe(100, cooperation) })).toBe(phase);
});

test('[WL5] before the first lesson, and with situations that never arose, a learner counts as random', () => {
  expect(phaseOf({ rewards: [], probe: makeProbe(0, { CC: Number.NaN, DC: Number.NaN }) })).toBe('random');
});
