import { heading, valueAxis, type AxisLabel } from './axes.ts';
import { colourOf, dashOf, FAINT_INK } from './palette.ts';
import { PLOT_SIZE, renderSvg, type PlotSize } from './renderSvg.ts';

export interface Line {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The band's lower and upper edge at every x. */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] };
}

export interface LineChartOptions {
  readonly title: string;
  readonly x: AxisLabel;
  readonly y: AxisLabel;
  readonly lines: readonly Line[];
  /** Horizontal lines to compare with, e.g. what the paper reports. */
  readonly marks?: readonly { readonly name: string; readonly y: number }[];
  readonly size?: PlotSize;
}

/**
 * Learning curves: lines, each with a band around it if it has one.
 * @returns SVG   @throws RangeError if a line's arrays differ in length
 */
export function lineChart({ title, x, y, lines, marks = [], size = PLOT_SIZE }: LineChartOptions): string {
  lines.forEach(checkLengths);
  const option = {
    title: heading(title),
    legend: { top: 34, data: lines.map(({ name }) => name), itemWidth: 28, icon: 'path://M0 4h28v3H0z' },
    grid: { left: 64, right: 24, top: 70, bottom: 48 },
    xAxis: valueAxis({ ...endsOf(lines), ...x }, 'x'),
    yAxis: valueAxis(y, 'y'),
    series: [...lines.flatMap(bandSeries), ...lines.map(lineSeries), ...marks.map(markSeries)],
  };
  return renderSvg(option, title, size);
}

/** Curves should fill the width. */
function endsOf(lines: readonly Line[]): { low?: number; high?: number } {
  const all = lines.flatMap(({ x }) => x);
  if (all.length === 0) return {};
  return { low: Math.min(...all), high: Math.max(...all) };
}

function lineSeries({ name, x, y }: Line, index: number) {
  return {
    type: 'line',
    name,
    data: x.map((at, i) => [at, y[i]]),
    showSymbol: x.length === 1,
    symbol: 'circle',
    color: colourOf(index),
    lineStyle: { width: 2, type: dashOf(index) },
    z: 3,
  };
}

interface CoordinateSystem {
  coord(point: readonly number[]): readonly number[];
}

function bandSeries({ name, x, band }: Line, index: number) {
  if (band === undefined) return [];
  const edge = (values: readonly number[]) => x.map((at, i) => [at, values[i] as number]);
  const outline = [...edge(band.high), ...edge(band.low).reverse()];
  return [
    {
      type: 'custom',
      name: `${name}, band`,
      // One item that covers the whole band; the axis learns the extent from the outline.
      data: outline,
      encode: { x: 0, y: 1 },
      clip: true,
      z: 2,
      renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: CoordinateSystem) =>
        dataIndex > 0
          ? undefined
          : {
              type: 'polygon',
              shape: { points: outline.map((point) => api.coord(point)) },
              style: { fill: colourOf(index), opacity: 0.2 },
              silent: true,
            },
    },
  ];
}

function markSeries({ name, y }: { readonly name: string; readonly y: number }) {
  return {
    type: 'line',
    data: [],
    markLine: {
      symbol: 'none',
      silent: true,
      lineStyle: { color: FAINT_INK, type: 'dashed', width: 1 },
      label: { formatter: name, position: 'insideEndTop', color: FAINT_INK },
      data: [{ yAxis: y }],
    },
  };
}

function checkLengths({ name, x, y, band }: Line): void {
  const lengths = [y.length, band?.low.length ?? x.length, band?.high.length ?? x.length];
  if (lengths.some((length) => length !== x.length)) {
    throw new RangeError(`line ${name}: expected ${x.length} values everywhere, got ${lengths.join(', ')}`);
  }
}
