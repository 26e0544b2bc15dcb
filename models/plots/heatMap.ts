import { heading } from './axes.ts';
import { FAINT_INK, INK, SEQUENTIAL } from './palette.ts';
import { renderSvg } from './renderSvg.ts';

export interface HeatMapOptions {
  readonly title: string;
  /** What a cell's number is, e.g. 'reward per step of the row against the column'. */
  readonly caption: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [row][column]; null: not played. */
  readonly values: readonly (readonly (number | null)[])[];
  /** A second, smaller line in each cell, e.g. a standard error. */
  readonly notes?: readonly (readonly (string | null)[])[];
  /** Ends of the colour scale; left out: the smallest and the largest value. */
  readonly low?: number;
  readonly high?: number;
}

const CELL = { width: 74, height: 48 } as const;
const TOP = 62;

/**
 * A matrix in colours, with its numbers.
 * @returns SVG   @throws RangeError unless there is a row of values per row and a value per column
 */
export function heatMap(options: HeatMapOptions): string {
  const { title, caption, rows, columns, values, notes } = options;
  if (values.length !== rows.length || values.some((row) => row.length !== columns.length)) {
    const got = values.map((row) => row.length).join(', ');
    throw new RangeError(`expected ${rows.length} rows of ${columns.length} values, got rows of ${got}`);
  }
  const [low, high] = endsOf(options);
  const left = 24 + 7.5 * Math.max(...rows.map((row) => row.length));
  const grid = { left, top: TOP, width: CELL.width * columns.length, height: CELL.height * rows.length };
  // Long names stand aslant.
  const aslant = columns.some((column) => column.length > 9);
  const bottom = aslant ? 24 + 5.2 * Math.max(...columns.map((column) => column.length)) : 34;
  const cells = values.flatMap((row, r) =>
    row.map((value, c) => ({
      value: [c, r, value ?? '-'],
      label: labelOf(value, notes?.[r]?.[c] ?? null, (low + high) / 2),
    })),
  );
  const axis = { type: 'category', axisTick: { show: false }, axisLine: { show: false } };
  const label = { color: INK, interval: 0 };
  const option = {
    title: { ...heading(title), subtext: caption, itemGap: 4, subtextStyle: { color: FAINT_INK } },
    grid,
    xAxis: { ...axis, data: columns, axisLabel: { ...label, rotate: aslant ? 40 : 0 } },
    yAxis: { ...axis, data: rows, axisLabel: label, inverse: true },
    visualMap: scale(low, high, grid),
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: '#ffffff', borderWidth: 2 } }],
  };
  const width = Math.max(left + grid.width + 90, 360);
  return renderSvg(option, `${title}: ${caption}`, { width, height: TOP + grid.height + bottom });
}

/** Beside the matrix. */
function scale(
  low: number,
  high: number,
  grid: { readonly left: number; readonly width: number; readonly height: number },
) {
  return {
    min: low,
    max: high,
    dimension: 2,
    calculable: false,
    orient: 'vertical',
    left: grid.left + grid.width + 12,
    top: TOP,
    itemHeight: Math.max(60, Math.min(grid.height - 30, 200)),
    text: [high.toFixed(2), low.toFixed(2)],
    textStyle: { color: FAINT_INK },
    inRange: { color: [...SEQUENTIAL] },
  };
}

/** Equal ends would divide by zero. */
function endsOf({ values, low, high }: HeatMapOptions): [number, number] {
  const all = values.flat().filter((value) => value !== null);
  const from = low ?? (all.length > 0 ? Math.min(...all) : 0);
  const to = high ?? (all.length > 0 ? Math.max(...all) : 1);
  return [from, to > from ? to : from + 1];
}

/** Viridis is dark below its middle and light above. */
function labelOf(value: number | null, note: string | null, middle: number) {
  const color = value !== null && value > middle ? '#000000' : '#ffffff';
  const number = value === null ? '' : value.toFixed(2).replace(/^-(0\.00)$/, '$1');
  return {
    show: true,
    formatter: note === null ? `{value|${number}}` : `{value|${number}}\n{note|${note}}`,
    rich: { value: { color, fontSize: 13, lineHeight: 17 }, note: { color, fontSize: 10, lineHeight: 13 } },
  };
}
