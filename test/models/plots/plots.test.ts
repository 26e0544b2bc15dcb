import { describe, expect, test } from '@jest/globals';
import { bandOverSeeds } from '../../../models/plots/bandOverSeeds.ts';
import { barChart } from '../../../models/plots/barChart.ts';
import { heatMap } from '../../../models/plots/heatMap.ts';
import { lineChart, type Line } from '../../../models/plots/lineChart.ts';

/** Points of every path and polygon, rounded to whole pixels. */
function paths(svg: string): number[][][] {
  return [...svg.matchAll(/<(?:path d|polygon points)="([^"]*)"/g)].map(([, d]) =>
    [...d!.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
      Math.round(Number(x)),
      Math.round(Number(y)),
    ]),
  );
}

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

const line: Line = {
  name: 'aligned',
  x: [0, 50, 100],
  y: [-2, -1.5, -1],
  band: { low: [-2, -2, -1.5], high: [-2, -1, -0.5] },
};

describe('line chart', () => {
  const draw = (lines: readonly Line[] = [line]) =>
    lineChart({
      title: 'Curves <&>',
      x: { title: 'iteration' },
      y: { title: 'reward', low: -2, high: 0 },
      lines,
      marks: [{ name: 'best', y: -1 }],
    });

  test('[PT1] the same chart is the same text, whatever was drawn before', () => {
    const first = draw();
    draw([line, { ...line, name: 'control' }]);
    expect(draw()).toBe(first);
  });

  test('[PT2] line and band stand where their numbers say, also below 0; names can be read', () => {
    const svg = draw();
    // y from -2 to 0 fills the pixels from 352 up to 70: 141 pixels per unit.
    const heights = (points: number[][]) => points.map(([, y]) => y);
    const drawn = paths(svg).map(heights);
    expect(drawn).toContainEqual([352, 282, 211]);
    expect(drawn).toContainEqual([352, 211, 141, 282, 352, 352]);
    expect(texts(svg)).toEqual(expect.arrayContaining(['iteration', 'reward', 'aligned', 'best']));
    expect(svg).toContain('<title>Curves &#60;&#38;&#62;</title>');
    expect(svg).not.toMatch(/<script|<style|href=/);
  });

  test('[PT2] arrays that differ in length are refused', () => {
    expect(() => draw([{ ...line, y: [1, 2] }])).toThrow('line aligned: expected 3 values everywhere, got 2');
    expect(() => draw([{ ...line, band: { low: [1], high: [1, 2, 3] } }])).toThrow('got 3, 1, 3');
  });

  test('[PT3] a band over seeds is one standard deviation; a seed that ended early counts while it lasts', () => {
    const { y, band } = bandOverSeeds([[1, 2], [3, 4, 5]]); // prettier-ignore
    expect(y).toEqual([2, 3, 5]);
    expect(band.low[0]).toBeCloseTo(2 - Math.SQRT2, 12);
    expect(band.high[1]).toBeCloseTo(3 + Math.SQRT2, 12);
    expect([band.low[2], band.high[2]]).toEqual([5, 5]);
  });
});

describe('bar chart', () => {
  const draw = (whiskers: readonly (number | null)[] = [0.25, null]) =>
    barChart({
      title: 'Cooperation',
      categories: ['CC', 'DD'],
      y: { title: 'P', low: 0, high: 1 },
      bars: [
        { name: 'aligned', values: [0.5, 1], whiskers, points: [[0.25, 0.75], []] },
        { name: 'control', values: [0, null] },
      ],
    });

  test('[PT2] bars, whiskers and dots stand where their numbers say', () => {
    const svg = draw();
    // y from 0 to 1 fills the pixels from 364 up to 70: 294 pixels per unit.
    const drawn = paths(svg);
    const whisker = drawn.find(([from, to]) => from?.[1] === 291 && to?.[1] === 144);
    expect(whisker?.[0]?.[0]).toBe(whisker?.[1]?.[0]);
    // As ECharts writes it: from the foot, as far to the right and up as the bar is wide and high.
    const bars = [...svg.matchAll(/<path d="M([\d.]+) 364l([\d.]+) 0l0 -147l/g)];
    expect(bars).toHaveLength(1);
    // The whisker stands in the middle of its bar.
    const [, left, width] = bars[0]!.map(Number);
    expect(Math.abs(left! + width! / 2 - whisker![0]![0]!)).toBeLessThanOrEqual(1);
    const dots = [...svg.matchAll(/<circle[^>]*cy="([\d.]+)"/g)].map(([, y]) => Math.round(Number(y)));
    expect(dots.sort((a, b) => a - b)).toEqual([144, 291]);
    expect(texts(svg)).toEqual(expect.arrayContaining(['CC', 'DD', 'aligned', 'control']));
  });

  test('[PT2] entries that are not one per category are refused', () => {
    expect(() => draw([1])).toThrow('bars aligned: expected 2 entries everywhere, got 2, 1, 2');
  });
});

describe('heat map', () => {
  const draw = (
    values: readonly (readonly (number | null)[])[] = [
      [-0.001, 1],
      [null, -0.5],
    ],
  ) =>
    // prettier-ignore
    heatMap({
      title: 'League',
      caption: 'reward per step',
      rows: ['a', 'b'],
      columns: ['a', 'a-long-column-name'],
      values,
      notes: [['± 0.04', null], [null, null]], // prettier-ignore
    });

  test('[PT2] every cell has its colour and number, a cell that nobody played has neither', () => {
    const svg = draw();
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['0.00', '1.00', '-0.50', '± 0.04', 'a-long-column-name']),
    );
    expect(texts(svg).filter((text) => /^-?\d\.\d\d$/.test(text!))).toHaveLength(3 + 2); // and the scale's ends
    expect(svg).toMatch(/fill="(#fde725|rgb\(253,231,37\)|rgba\(253,231,37,1\))"/);
    expect(svg).toMatch(/fill="(#440154|rgb\(68,1,84\)|rgba\(68,1,84,1\))"/);
  });

  test('[PT2] a matrix of another size is refused; one of equal numbers is drawn', () => {
    expect(() => draw([[1]])).toThrow('expected 2 rows of 2 values, got rows of 1');
    expect(texts(draw([[1, 1], [1, 1]]))).toContain('1.00'); // prettier-ignore
  });
});
