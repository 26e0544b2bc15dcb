import { bandOverSeeds } from '../../plots/bandOverSeeds.ts';
import { lineChart } from '../../plots/lineChart.ts';
import { labelOf } from '../labels.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { CURVE } from './scenarioReport.ts';

const BUSHES = 6;

/**
 * Bushes alive in one of the tests, all algorithms in one chart, each with a band of one standard deviation over seeds.
 * @returns SVG, or undefined if nobody played it
 */
export function bushesFigure({ scenarios }: HarvestResults, test: string, title: string): string | undefined {
  const lines = COMPARED.flatMap((algorithm) => {
    const seeds = scenarios.get(algorithm)?.seeds ?? [];
    const curves = seeds.flatMap(({ tests }) => {
      const played = tests.find((one) => one.test === test);
      return played === undefined ? [] : [played.bushesCurve];
    });
    if (curves.length === 0) return [];
    const { y, band } = bandOverSeeds(curves);
    const within = (edge: readonly number[]) => edge.map((alive) => Math.min(BUSHES, Math.max(0, alive)));
    const x = y.map((_, i) => i * CURVE.spacing);
    return [{ name: labelOf(algorithm), x, y, band: { low: within(band.low), high: within(band.high) } }];
  });
  if (lines.length === 0) return undefined;
  return lineChart({
    title,
    x: { title: 'step' },
    y: { title: 'bushes alive', low: 0, high: BUSHES },
    lines,
  });
}
