import { bandOverSeeds } from '../plots/bandOverSeeds.ts';
import { lineChart, type Line } from '../plots/lineChart.ts';
import type { GameResults } from './gameResults.ts';
import { labelOf } from './labels.ts';
import type { SeedReport } from './seedReport.ts';

/** Of games in which every seat learns. */
const CURVE = 'self';

/**
 * Reward in self-play while learning, all algorithms in one chart, each with a band of one standard deviation over
 * seeds.
 * @returns SVG, or undefined if nothing was trained
 */
export function curveFigure(
  { reports, paper }: Pick<GameResults, 'reports' | 'paper'>,
  title: string,
): string | undefined {
  const lines = [...reports].flatMap(([algorithm, report]) => lineOf(labelOf(algorithm), report));
  if (lines.length === 0) return undefined;
  const reported = paper.measures['advantage-alignment']?.['self-play'];
  return lineChart({
    title: `${title}: reward in self-play while learning`,
    x: { title: 'decisions of all seats, millions', low: 0, high: endOf(lines) },
    y: { title: 'reward per step' },
    lines,
    marks: reported === undefined ? [] : [{ name: 'the paper, AdAlign', y: reported.mean }],
  });
}

/** The next tenth, so that the axis ends with a number that can be read. */
function endOf(lines: readonly Line[]): number {
  return Math.ceil(10 * Math.max(...lines.flatMap(({ x }) => x))) / 10;
}

function lineOf(name: string, { seeds }: SeedReport): readonly Line[] {
  const curves = seeds.map(({ curves: { values } }) => untilMissing(values[CURVE] ?? []));
  const longest = Math.max(...curves.map((curve) => curve.length));
  const times = seeds.find((_, i) => curves[i]?.length === longest)?.curves.agentSteps ?? [];
  if (longest === 0) return [];
  const x = times.slice(0, longest).map((agentSteps) => agentSteps / 1e6);
  return [{ name, x, ...bandOverSeeds(curves) }];
}

function untilMissing(curve: readonly (number | null)[]): readonly number[] {
  const end = curve.indexOf(null);
  return (end < 0 ? curve : curve.slice(0, end)) as readonly number[];
}
