import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cardBlocks } from '../../../client/agent/cardBlocks.ts';

const text = (words: string) => [{ text: words, isCode: false }];

test('[CL14] a card is taken apart into headings, text, code, lists, tables and plots', () => {
  const card = [
    '# Title',
    '',
    'Some `code` here.',
    '',
    '| measure | a \\| b |',
    '| --- | --- |',
    '| x | 1 |',
    '|  | 2 |',
    '',
    '```json',
    '{',
    '',
    '# no heading',
    '```',
    '',
    '- one',
    '- two',
    '### Small',
    '![learning curve](plots/learning-curve.svg)',
  ].join('\n');
  expect(cardBlocks(card)).toEqual([
    { kind: 'heading', level: 1, text: text('Title') },
    {
      kind: 'paragraph',
      text: [
        { text: 'Some ', isCode: false },
        { text: 'code', isCode: true },
        { text: ' here.', isCode: false },
      ],
    },
    {
      kind: 'table',
      head: [text('measure'), text('a | b')],
      rows: [
        [text('x'), text('1')],
        [[], text('2')],
      ],
    },
    { kind: 'code', text: '{\n\n# no heading' },
    { kind: 'list', items: [text('one'), text('two')] },
    { kind: 'heading', level: 3, text: text('Small') },
    { kind: 'plot', name: 'learning-curve', title: 'learning curve' },
  ]);
});

test('[CL14] a picture from elsewhere, markup and an open fence stay text', () => {
  for (const line of [
    '![x](https://example.org/x.svg)',
    '![x](plots/../../x.svg)',
    '<b>bold</b>',
    '#nothing',
  ]) {
    expect(cardBlocks(line)).toEqual([{ kind: 'paragraph', text: text(line) }]);
  }
  expect(cardBlocks('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
});

test('[CL14] a real card leaves nothing of its Markdown behind', () => {
  const file = new URL('../../../models/released/ipd/reciprocal/card.md', import.meta.url);
  const blocks = cardBlocks(readFileSync(file, 'utf8'));
  const plots = blocks.flatMap((block) => (block.kind === 'plot' ? [block.name] : []));
  expect(plots).toEqual(['cooperation', 'entropy', 'learning-curve']);
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue;
    expect(block.text.map((part) => part.text).join('')).not.toMatch(/^[#|!`-]|`/);
  }
});
