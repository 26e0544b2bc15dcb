import { describe, expect, test } from '@jest/globals';
import { renderPage } from '../../../models/reports/renderPage.ts';
import { twoPlayerSection } from '../../../models/reports/twoPlayerSection.ts';
import {
  makeLeagueRecord,
  makeResultFiles,
  makeSeedReport,
  makeTrainedSeed,
} from '../../fixtures/results.ts';

const section = twoPlayerSection({
  game: 'coin',
  title: 'Coin Game',
  measures: [{ measure: 'self-play', title: 'self-play', digits: 3 }],
});
const aim = {
  kind: 'mean' as const,
  name: 'self-play',
  algorithm: 'advantage-alignment',
  bound: { measure: 'self-play', atLeast: 0.26 },
};

/** Cells of the row that begins so. */
const rowOf = (block: string | undefined, start: string): string[] => {
  const line = block!.split('\n').find((one) => one.startsWith(`| ${start}`))!;
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
};

describe('the section of a game', () => {
  test('[RS5] where nothing was trained it says so, of every algorithm', () => {
    const { blocks, images } = section(makeResultFiles({}, [aim]));
    expect(rowOf(blocks['aims'], 'AdAlign')).toEqual([
      'AdAlign: self-play',
      '≥ 0.26',
      '',
      'not run',
      '',
      '',
      '',
    ]);
    for (const name of [
      'AdAlign',
      'A2C',
      'A2C-SR',
      'AdAlign-P',
      'PPO',
      'PPO-SR',
      'AdAlign-CE',
      'AdAlign-VS',
    ]) {
      expect(rowOf(blocks['training'], `${name},`).at(-1)).toBe('not run');
      expect(rowOf(blocks['seeds'], `${name} `)).toEqual([name, 'not run', '']);
    }
    expect(blocks['league']).toBe('Not played yet.');
    expect(images).toEqual({});
  });

  test('[RS5] figures stand beside the paper, each seed in its row, and the aims are judged', () => {
    const stopped = makeTrainedSeed(3, {}, { kind: 'unfinished', iterations: 4 });
    const report = makeSeedReport();
    const files = makeResultFiles(
      {
        'advantage-alignment': { ...report, seeds: [...report.seeds, stopped] },
        league: makeLeagueRecord(),
        paper: {
          source: 'A paper.',
          measures: { 'advantage-alignment': { 'self-play': { mean: 0.2793, standardDeviation: 0.042 } } },
          league: {
            title: 'Theirs',
            caption: 'c',
            labels: ['AdAlign', 'AD', 'MFOS'],
            means: [
              [0.2793, null, 0.1869],
              [0.1545, 0, null],
              [null, null, null],
            ],
            deviations: [
              [0.042, null, null],
              [null, 0, null],
              [null, null, null],
            ],
          },
        },
      },
      [aim],
    );
    const { blocks, images } = section(files);
    expect(rowOf(blocks['aims'], 'AdAlign')).toEqual([
      'AdAlign: self-play',
      '≥ 0.26',
      '0.279',
      '0.260 ± 0.010',
      'met',
      '0.250 ± 0.050',
      '**not met**',
    ]);
    expect(rowOf(blocks['training'], 'AdAlign,').slice(1)).toEqual([
      '0123456789ab',
      '4 to 10',
      '2.0',
      '20 by the clock',
      '2 of 3 seeds',
    ]);
    expect(rowOf(blocks['seeds'], '**AdAlign**')).toEqual(['**AdAlign**', '2', '0.260 (0.014)']);
    expect(rowOf(blocks['seeds'], 'the paper')).toEqual(['the paper', '', '0.279 (0.042)']);
    expect(rowOf(blocks['seeds'], '3, unfinished')).toEqual(['3, unfinished after 4 iterations', '-']);
    // Own cell: .3 and .2 twice, .2 and .1; over players rows .25, .15, columns .2, .2: sd .0707 / sqrt 2.
    expect(rowOf(blocks['league'], 'AdAlign ')).toEqual(['AdAlign', '0.217 ± 0.050', '-0.150 ± 0.050']);
    const whole = blocks['league']!.slice(blocks['league']!.indexOf("The paper's whole league"));
    expect(whole).toContain('Not in ours: MFOS.');
    expect(rowOf(whole, 'AdAlign')).toEqual(['AdAlign', '0.217 (0.279)', '-0.150', '- (0.187)']);
    expect(rowOf(whole, 'MFOS')).toEqual(['MFOS', '-', '-', '-']);
    const differences = blocks['league']!.slice(blocks['league']!.indexOf('Cell by cell'));
    expect(rowOf(differences, 'AdAlign')).toEqual([
      'AdAlign',
      'AdAlign',
      '0.217 ± 0.050',
      '0.279 (0.042)',
      '-0.063',
      '-1.5',
    ]);
    expect(rowOf(differences, 'AD ')).toEqual(['AD', 'AdAlign', '0.450 ± 0.050', '0.155', '+0.296', '']);
    expect(differences.match(/^\| A/gm)).toHaveLength(3);
    expect(Object.keys(images)).toEqual([
      'results-coin-curves.svg',
      'results-coin-league.svg',
      'results-coin-league-paper.svg',
    ]);
    for (const name of Object.keys(images))
      expect(Object.values(blocks).join()).toContain(`(images/${name})`);
  });

  test('[RS5] a file that does not fit is named', () => {
    expect(() => section(makeResultFiles({ ppo: { format: 'other' } }))).toThrow(
      /^coin\/ppo\.json: .*format/s,
    );
    expect(() => section(new Map())).toThrow('coin/aims.json');
    const halved = { ...makeLeagueRecord(), means: [[1]] };
    expect(() => section(makeResultFiles({ league: halved }))).toThrow(
      'expected a row and a column for every player',
    );
  });
});

describe('the page', () => {
  const page = 'Before.\n\n<!-- results: coin text -->\nstale\n<!-- end of results -->\n\nAfter.\n';
  const sections = { coin: () => ({ blocks: { text: 'Costs $& and $1.' }, images: { 'a.svg': '<svg/>' } }) };

  test('[RS5] only what stands between the marks changes, and the second time nothing', () => {
    const once = renderPage(page, sections, new Map());
    expect(once).toEqual({
      page: 'Before.\n\n<!-- results: coin text -->\n\nCosts $& and $1.\n\n<!-- end of results -->\n\nAfter.\n',
      images: { 'a.svg': '<svg/>' },
    });
    expect(renderPage(once.page, sections, new Map())).toEqual(once);
  });

  test('[RS5] a place without a block and a block without a place are refused', () => {
    expect(() =>
      renderPage(`${page}${page.replace('coin text', 'coin other')}`, sections, new Map()),
    ).toThrow('expected the name of a block, got coin other');
    expect(() => renderPage('Nothing.', sections, new Map())).toThrow(
      'expected a place in the page for coin text, got none',
    );
  });
});
