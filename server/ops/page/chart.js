// Line charts, by uPlot.
import uPlot from './uPlot.js';

const COLOURS = ['#0b8a78', '#c2571a', '#4a63c8', '#a3318f', '#6b7a12', '#b8860b', '#2b7bb9', '#8c4a3c'];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4], [1, 4], [6, 6]];

/**
 * @param xLabel in the legend, where x is no time   @param series [{ label, values }], values as long as x
 * @returns { set(x, values), destroy() }
 */
export function lineChart(host, { title, x, xLabel, series, time = false, unit = '', height = 180 }) {
  const element = document.createElement('figure');
  element.className = 'chart';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', `${title}: ${series.map(({ label }) => label).join(', ')}`);
  const caption = document.createElement('figcaption');
  caption.textContent = title;
  element.append(caption);
  host.append(element);
  // As the browser has worked them out: a canvas knows neither variables nor light-dark().
  const { color: ink, borderTopColor: line } = getComputedStyle(element);
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
  const plot = new uPlot(
    {
      width: Math.max(240, element.clientWidth),
      height,
      scales: { x: { time, range: time ? timeRange : undefined } },
      legend: { live: true },
      // The last number of the axis stands half beyond the last point.
      padding: [null, 24, null, null],
      axes: [axis, { ...axis, size: 60 }],
      series: [
        xLabel === undefined
          ? {}
          : { label: xLabel, value: (_plot, value) => value?.toLocaleString() ?? '–' },
        ...series.map(({ label }, i) => ({
          label: unit === '' ? label : `${label}, ${unit}`,
          stroke: COLOURS[i % COLOURS.length],
          dash: DASHES[i % DASHES.length],
          width: 2,
          spanGaps: true,
          value: (_plot, value) => (value === null || value === undefined ? '–' : value.toPrecision(4)),
        })),
      ],
    },
    [x, ...series.map(({ values }) => values)],
    element,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
  observer.observe(element);
  return {
    set: (newX, values) => plot.setData([newX, ...values]),
    destroy() {
      observer.disconnect();
      plot.destroy();
      element.remove();
    },
  };
}

/** Seconds before and after a lone point in time: uPlot's own scale would show years. */
const LONE_SECONDS = 1800;

function timeRange({ data: [x] }, low, high) {
  return x.length === 1 ? [x[0] - LONE_SECONDS, x[0] + LONE_SECONDS] : [low, high];
}
