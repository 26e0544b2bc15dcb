import { describe, expect, test } from '@jest/globals';
import { actionFault, randomAction } from '../../shared/action.ts';
import type { ActionSpace } from '../../shared/game.ts';
import { RandomStream } from '../../shared/random.ts';

const discrete: ActionSpace = { kind: 'discrete', names: ['left', 'right', 'wait'] };
const box: ActionSpace = { kind: 'box', names: ['bread', 'wine'], low: -1, high: 5 };

describe('actions', () => {
  test('[AC1] a discrete action is the index of a name', () => {
    for (const action of [0, 1, 2]) expect(actionFault(discrete, action)).toBeUndefined();
    for (const wrong of [-1, 3, 0.5, Number.NaN, Infinity, '1', null, undefined, [1], true, { a: 1 }]) {
      expect(actionFault(discrete, wrong)).toMatch(
        /^expected a whole number from 0 to 2 \(left, right, wait\), got /,
      );
    }
  });

  test('[AC2] a box action is one number in range per name, its edges included', () => {
    for (const action of [
      [-1, 5],
      [0, 0.25],
      [5, -1],
    ])
      expect(actionFault(box, action)).toBeUndefined();
    for (const wrong of [1, '12', null, undefined, [], [1], [1, 2, 3], { 0: 1, 1: 2, length: 2 }]) {
      expect(actionFault(box, wrong)).toMatch(/^expected 2 numbers \(bread, wine\), got /);
    }
    for (const wrong of [Number.NaN, Infinity, -1.000001, 5.000001, '3', null, undefined, [2]]) {
      expect(actionFault(box, [0, wrong])).toMatch(/^expected wine in \[-1, 5\], got /);
      expect(actionFault(box, [wrong, wrong])).toMatch(/^expected bread in \[-1, 5\], got /);
    }
  });

  test('[AC3] a fault names what came, in at most 80 characters', () => {
    expect(actionFault(discrete, 7)).toBe('expected a whole number from 0 to 2 (left, right, wait), got 7');
    expect(actionFault(box, [1, Number.NaN])).toBe('expected wine in [-1, 5], got NaN');
    const long = actionFault(discrete, 'x'.repeat(1000)) as string;
    expect(long.slice(long.indexOf('got ') + 4)).toBe(`"${'x'.repeat(76)}...`);
    const round: unknown[] = [1, null, 'a'];
    round.push(round);
    for (const [value, shown] of [
      [10n, '10'],
      [() => 1, 'a function'],
      [{ a: 1 }, 'an object'],
      [round, '[1, null, "a", [...]]'],
      [null, 'null'],
      [Symbol('s'), 'Symbol(s)'],
    ]) {
      expect(actionFault(discrete, value)).toBe(
        `expected a whole number from 0 to 2 (left, right, wait), got ${shown as string}`,
      );
    }
  });

  test('[AC4] random actions are uniform over the space', () => {
    const rng = new RandomStream(1, 'actions');
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i += 1) {
      const action = randomAction(discrete, rng) as number;
      counts[action] = (counts[action] as number) + 1;
    }
    // The 0.999 quantile of chi-square with 2 degrees of freedom.
    expect(counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(13.8);
    const demands = Array.from({ length: 2000 }, () => randomAction(box, rng) as number[]);
    for (const demand of demands) expect(actionFault(box, demand)).toBeUndefined();
    const mean = demands.reduce((sum, [first]) => sum + (first as number), 0) / 2000;
    expect(Math.abs(mean - 2)).toBeLessThan((3 * 6) / Math.sqrt(12 * 2000));
  });
});
