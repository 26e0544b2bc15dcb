import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { formatPayoff } from '../games/formatPayoff.ts';
import type { ReturnSeries } from '../replay/returnSeries.ts';
import { thinnedRows } from '../replay/returnSeries.ts';
import { STRINGS } from '../strings.ts';
import { lineColour } from './palette.ts';
import { groundNow } from './theme.ts';

interface ReturnPlotProps {
  readonly series: ReturnSeries;
  readonly labels: readonly string[];
  readonly pace: 'turns' | 'ticks';
  readonly digits: number;
}

const HEIGHT_PX = 240;
const TABLE_ROWS = 40;
/** Dashes tell lines apart where colours do not. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [14, 4],
  [1, 4],
  [6, 6],
];

/** Between two marks of the axis of steps: there is nothing between two steps. */
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Return so far of every seat over time, as a plot and as a table. */
export function ReturnPlot({ series, labels, pace, digits }: ReturnPlotProps) {
  const { after: text } = STRINGS;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const plot = draw(element, { series, labels, pace, digits });
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [series, labels, pace, digits]);
  return (
    <section aria-label={text.plot}>
      <h3>{text.plot}</h3>
      <div ref={host} class="plot" role="img" aria-label={text.plotLabel(labels.join(', '))} />
      <details>
        <summary>{text.plotTable}</summary>
        <PlotTable series={series} labels={labels} pace={pace} digits={digits} />
      </details>
    </section>
  );
}

function PlotTable({ series, labels, pace, digits }: ReturnPlotProps) {
  const { after: text } = STRINGS;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={text.plotTable}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.step[pace]}</th>
            {labels.map((label, seat) => (
              <th key={seat} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {thinnedRows(series.steps.length, TABLE_ROWS).map((row) => (
            <tr key={row}>
              <th scope="row">{series.steps[row]}</th>
              {series.returns.map((returns, seat) => (
                <td key={seat}>{formatPayoff(returns[row] ?? 0, digits)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function draw(element: HTMLElement, { series, labels, pace, digits }: ReturnPlotProps): uPlot {
  const style = getComputedStyle(document.documentElement);
  const [ink, line] = [style.getPropertyValue('--ink'), style.getPropertyValue('--line')];
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT_PX,
      legend: { live: true },
      scales: { x: { time: false } },
      axes: [{ ...axis, incrs: WHOLE_STEPS, label: STRINGS.after.step[pace], labelSize: 24 }, axis],
      series: [
        { label: STRINGS.after.step[pace] },
        ...labels.map((label, seat) => ({
          label,
          stroke: lineColour(seat, groundNow()),
          width: 2.5,
          dash: [...(DASHES[seat % DASHES.length] ?? [])],
          value: (_plot: uPlot, value: number | null) => (value === null ? '–' : formatPayoff(value, digits)),
        })),
      ],
    },
    [[...series.steps], ...series.returns.map((returns) => [...returns])],
    element,
  );
}
