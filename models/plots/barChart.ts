import { heading, valueAxis, type AxisLabel } from './axes.ts';
import { colourOf, FAINT_INK, INK } from './palette.ts';
import { PLOT_SIZE, renderSvg, type PlotSize } from './renderSvg.ts';

export interface Bars {
  readonly name: string;
  /** One per category; null: nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Half the whisker's length at every category, e.g. a standard deviation; null: none. */
  readonly whiskers?: readonly (number | null)[];
  /** Where the whiskers end, in place of `whiskers`: intervals need not be as long above as below; null: none. */
  readonly intervals?: readonly ({ readonly low: number; readonly high: number } | null)[];
  /** Single values behind each bar, e.g. one per seed, drawn as dots. */
  readonly points?: readonly (readonly number[])[];
}

/** Values to compare bars with, as diamonds beside those of each category, e.g. what somebody else reports. */
export interface Marks {
  readonly name: string;
  /** One per category; null: none. */
  readonly values: readonly (number | null)[];
  /** Half the whisker's length, as for bars. */
  readonly whiskers?: readonly (number | null)[];
}

export interface BarChartOptions {
  readonly title: string;
  readonly categories: readonly string[];
  readonly y: AxisLabel;
  readonly bars: readonly Bars[];
  readonly marks?: Marks;
  readonly size?: PlotSize;
}

/** Share of a category's width that its bars take. */
const GROUP_SHARE = 0.76;
/** From one bar to the next, in widths of a bar. */
const GAP = 0.16;
/** From the middle of a category to its mark, in widths of a category. */
const MARK_PLACE = 0.44;

/**
 * Bars in groups, with whiskers and the single values behind them.
 * @returns SVG   @throws RangeError if something does not have one entry per category
 */
export function barChart({ title, categories, y, bars, marks, size = PLOT_SIZE }: BarChartOptions): string {
  [...bars, ...(marks ? [marks] : [])].forEach((series) => checkLengths(series, categories.length));
  const names = [...bars, ...(marks ? [marks] : [])].map(({ name }) => name);
  const option = {
    title: heading(title),
    legend: names.length > 1 ? { top: 34, data: names } : { show: false },
    grid: { left: 64, right: 24, top: names.length > 1 ? 70 : 44, bottom: 36 },
    xAxis: {
      type: 'category',
      data: categories,
      axisTick: { show: false },
      axisLabel: { color: INK, fontSize: 13, interval: 0 },
    },
    yAxis: { ...valueAxis(y, 'y'), scale: false },
    series: [
      ...bars.flatMap((bar, index) => [barSeries(bar, index), whiskerSeries(bar, index, bars.length)]),
      ...(marks ? [markSeries(marks)] : []),
    ],
  };
  return renderSvg(option, title, size);
}

function barSeries({ name, values }: Bars, index: number) {
  return {
    type: 'bar',
    name,
    data: values,
    color: colourOf(index),
    barGap: `${GAP * 100}%`,
    barCategoryGap: `${(1 - GROUP_SHARE) * 100}%`,
  };
}

interface CoordinateSystem {
  coord(point: readonly number[]): readonly [number, number];
  size(length: readonly number[]): readonly [number, number];
}

/** Whiskers and dots stand over the middle of their bar. */
function whiskerSeries({ name, values, whiskers, intervals, points }: Bars, index: number, count: number) {
  const ends = values.map((value, i) => {
    const half = whiskers?.[i] ?? 0;
    const { low, high } = intervals?.[i] ?? { low: (value ?? 0) - half, high: (value ?? 0) + half };
    return [i, low, high, ...(points?.[i] ?? [])];
  });
  return {
    type: 'custom',
    name: `${name}, spread`,
    data: ends,
    encode: { x: 0, y: [1, 2] },
    z: 4,
    renderItem: ({ dataIndex: i }: { readonly dataIndex: number }, api: CoordinateSystem) => {
      const width = (api.size([1, 0])[0] * GROUP_SHARE) / (count + GAP * (count - 1));
      const shift = (index - (count - 1) / 2) * width * (1 + GAP);
      const at = (value: number): [number, number] => {
        const [x, y] = api.coord([i, value]);
        return [x + shift, y];
      };
      const dots = (points?.[i] ?? []).map((value, k, all) =>
        dot(at(value), (k / all.length - 0.5) * 0.5 * width),
      );
      const [, low, high] = ends[i] as number[];
      const has = values[i] !== null && (whiskers?.[i] ?? intervals?.[i] ?? null) !== null;
      const lines = has ? whisker(at(low as number), at(high as number), width * 0.16) : [];
      return { type: 'group', children: [...dots, ...lines] };
    },
  };
}

/** Diamonds with whiskers at the right end of each category, where no bar stands. */
function markSeries({ name, values, whiskers }: Marks) {
  return {
    type: 'custom',
    name,
    color: INK,
    data: values.map((value, i) => [i, value ?? '-']),
    encode: { x: 0, y: 1 },
    z: 5,
    renderItem: ({ dataIndex: i }: { readonly dataIndex: number }, api: CoordinateSystem) => {
      const value = values[i] ?? null;
      if (value === null) return undefined;
      const shift = api.size([1, 0])[0] * MARK_PLACE;
      const at = (y: number): [number, number] => {
        const [x, pixels] = api.coord([i, y]);
        return [x + shift, pixels];
      };
      const half = whiskers?.[i] ?? null;
      const lines = half === null ? [] : whisker(at(value - half), at(value + half), 3);
      return { type: 'group', children: [...lines, diamond(at(value))] };
    },
  };
}

function diamond([x, y]: readonly [number, number]) {
  const points = [
    [x, y - 6],
    [x + 5, y],
    [x, y + 6],
    [x - 5, y],
  ];
  return { type: 'polygon', shape: { points }, style: { fill: INK } };
}

function dot([x, y]: readonly [number, number], shift: number) {
  return {
    type: 'circle',
    shape: { cx: x + shift, cy: y, r: 2.5 },
    style: { fill: '#ffffff', stroke: FAINT_INK, lineWidth: 1 },
  };
}

function whisker(low: readonly [number, number], high: readonly [number, number], half: number) {
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: INK, lineWidth: 1.5 },
  });
  const [x, bottom] = low;
  const [, top] = high;
  return [
    line(x, bottom, x, top),
    line(x - half, bottom, x + half, bottom),
    line(x - half, top, x + half, top),
  ];
}

function checkLengths({ name, values, whiskers, intervals, points }: Bars, count: number): void {
  const lengths = [values, whiskers, intervals, points].map((list) => list?.length ?? count);
  if (lengths.some((length) => length !== count)) {
    throw new RangeError(`bars ${name}: expected ${count} entries everywhere, got ${lengths.join(', ')}`);
  }
}
