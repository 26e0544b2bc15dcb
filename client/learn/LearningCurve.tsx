import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { formatPayoff } from '../games/formatPayoff.ts';
import { settings } from '../settings.ts';
import { lineColour } from '../ui/palette.ts';
import { groundNow } from '../ui/theme.ts';
import { useStore } from '../ui/useStore.ts';
import { USUAL_CONFIG } from './configs.ts';
import { curveColumns, shownRuns } from './curve.ts';
import type { LearnState, RunRecord } from './learnState.ts';
import { LEARN } from './learnStrings.ts';
import { ALGORITHM_IDS } from './protocol.ts';

const HEIGHT_PX = 280;
/** Dashes tell lines apart where colours do not. */
const DASHES: readonly (readonly number[])[] = [[], [7, 4]];
const REFERENCES = [
  [-1, LEARN.bothCooperate, true],
  [-2, LEARN.bothDefect, false],
] as const;
const REWARDS: [number, number] = [-2.15, -0.85];

/** Reward per round over rounds of practice, the newest run of each way of learning. */
export function LearningCurve({ state }: { readonly state: LearnState }) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { theme } = useStore(settings);
  const runs = shownRuns(state);
  const iterations = Math.max(0, ...ALGORITHM_IDS.map((id) => runs[id]?.choice.iterations ?? 0));
  const end = iterations === 0 ? USUAL_CONFIG.iterations : iterations;
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const drawn = draw(element, end);
    plot.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [end, theme]);
  useEffect(() => {
    plot.current?.setData(curveColumns(state) as unknown as uPlot.AlignedData);
  }, [state, end, theme]);
  return (
    <section aria-labelledby="curve-title">
      <h2 id="curve-title">{LEARN.curve}</h2>
      <div
        ref={host}
        class="plot learn-curve"
        role="img"
        aria-label={LEARN.curveLabel}
        data-testid="learn-curve"
      />
      <ul class="learn-legend">
        {ALGORITHM_IDS.map((id, line) => (
          <li key={id} class={runs[id] ? '' : 'muted'}>
            <svg viewBox="0 0 30 8" aria-hidden="true">
              <path
                d="M0 4H30"
                stroke={lineColour(line, groundNow())}
                stroke-width="3"
                stroke-dasharray={(DASHES[line] ?? []).join(' ')}
              />
            </svg>
            {LEARN.algorithms[id]}
            {runs[id] && `: ${lastReward(runs[id])}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function lastReward({ rewards }: RunRecord): string {
  const reward = rewards.at(-1);
  return reward === undefined ? LEARN.notSeen : formatPayoff(reward);
}

/** Marks what both would get if both cooperated, and if both defected. */
function drawReferences(plot: uPlot, { muted }: { readonly muted: string }): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = muted;
  ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const [reward, text, above] of REFERENCES) {
    const y = plot.valToPos(reward, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(text, bbox.left + bbox.width - 4, y + (above ? -6 : 16) * devicePixelRatio);
  }
  ctx.restore();
}

function draw(element: HTMLElement, end: number): uPlot {
  const style = getComputedStyle(document.documentElement);
  const [ink, line, muted] = [
    style.getPropertyValue('--ink'),
    style.getPropertyValue('--line'),
    style.getPropertyValue('--muted'),
  ];
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } } as uPlot.Axis;
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { show: false },
      hooks: { draw: [(plot) => drawReferences(plot, { muted })] },
      scales: { x: { time: false, range: [0, end] }, y: { range: REWARDS } },
      axes: [
        { ...axis, label: LEARN.curveX, labelSize: 24 },
        { ...axis, values: (_plot, splits) => splits.map((each) => formatPayoff(each)) },
      ],
      series: [
        { label: LEARN.curveX },
        ...ALGORITHM_IDS.map((id, seat) => ({
          label: LEARN.algorithms[id],
          stroke: lineColour(seat, groundNow()),
          width: 2.5,
          dash: [...(DASHES[seat] ?? [])],
        })),
      ],
    },
    [[]],
    element,
  );
}
