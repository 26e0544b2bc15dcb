import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import { fixed, meanAndDeviation, rangeOf } from '../../../models/reports/figures.ts';
import { markdownTable } from '../../../models/reports/markdownTable.ts';
import { readableJson } from '../../../models/reports/readableJson.ts';

describe('numbers', () => {
  test('[RS7] halves are rounded as people do, and nothing is minus nothing', () => {
    expect([0.965, 0.955, 0.285].map((value) => fixed(value, 2))).toEqual(['0.97', '0.96', '0.29']);
    expect([-0.0845, -0.0004, 0].map((value) => fixed(value, 3))).toEqual(['-0.085', '0.000', '0.000']);
    expect(fixed(169.5, 0)).toBe('170');
  });

  test('[RS7] means stand with their deviation, ranges with both ends if they differ', () => {
    expect(meanAndDeviation([1, 3], 2)).toBe('2.00 (1.41)');
    expect(meanAndDeviation([0.5], 1)).toBe('0.5');
    expect(meanAndDeviation([], 1)).toBe('-');
    expect([rangeOf([20, 17, 19], 0), rangeOf([16.6, 17.4], 0)]).toEqual(['17 to 20', '17']);
  });
});

test('[RS7] a table is what prettier makes of it', async () => {
  const columns = [
    { title: 'name', align: 'left' as const },
    { title: '', align: 'right' as const },
  ];
  const table = markdownTable(columns, [
    ['a | b', '1 ± 0.5'],
    ['≥', ''],
  ]);
  expect(table.split('\n')).toEqual([
    '| name   |         |',
    '| ------ | ------: |',
    '| a \\| b | 1 ± 0.5 |',
    '| ≥      |         |',
  ]);
  expect(await format(table, { parser: 'markdown' })).toBe(`${table}\n`);
});

describe('JSON for people', () => {
  const curve = Array.from({ length: 60 }, (_, i) => (i === 3 ? null : i / 8));
  const value = { text: 'a "long" text '.repeat(20), curve, inner: [{ name: 'x', of: [1, null] }, {}, []] };

  test('[RS7] it reads back the same; texts and lists of numbers keep to one line', () => {
    const text = readableJson({ ...value, left: undefined });
    expect(JSON.parse(text)).toEqual(value);
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toContain('  "inner": [{ "name": "x", "of": [1, null] }, {}, []]\n}\n');
  });
});
