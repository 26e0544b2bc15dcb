import { IPD_SITUATIONS, type IpdSituation } from '../evaluation/ipdProbe.ts';
import { mean, standardDeviation } from '../evaluation/statistics.ts';
import { barChart, type Bars } from '../plots/barChart.ts';
import type { GameResults } from './gameResults.ts';
import { labelOf } from './labels.ts';
import { trainedMeasures, valuesOf } from './seedMeasures.ts';
import type { SeedReport } from './seedReport.ts';

const SHOWN = ['advantage-alignment', 'actor-critic'];

/** Name of the measure. */
export function cooperationAfter(situation: IpdSituation): string {
  return situation === 'start' ? 'cooperates at the start' : `cooperates after ${situation}`;
}

/**
 * As Figure 1b of Duque et al. 2024: how often a policy cooperates after each previous joint action (own move
 * first), mean and one standard deviation over seeds, which are dots.
 * @returns SVG, or undefined if nothing was trained
 */
export function cooperationFigure({ reports, paper }: GameResults): string | undefined {
  const bars = SHOWN.flatMap((algorithm) => {
    const report = reports.get(algorithm);
    return report === undefined ? [] : [barsOf(labelOf(algorithm), report)];
  });
  if (bars.length === 0) return undefined;
  const reported = IPD_SITUATIONS.map(
    (situation) => paper.measures['advantage-alignment']?.[cooperationAfter(situation)],
  );
  return barChart({
    title: 'Cooperation by the previous joint action, own move first',
    categories: IPD_SITUATIONS.map((situation) => situation.toUpperCase()),
    y: { title: 'share of cooperation', low: 0, high: 1 },
    bars,
    marks: {
      name: 'the paper, AdAlign',
      values: reported.map((figure) => figure?.mean ?? null),
      whiskers: reported.map((figure) => figure?.standardDeviation ?? null),
    },
  });
}

function barsOf(name: string, report: SeedReport): Bars {
  const seeds = trainedMeasures(report);
  const points = IPD_SITUATIONS.map((situation) => valuesOf(seeds, cooperationAfter(situation)));
  return {
    name,
    values: points.map((values) => (values.length === 0 ? null : mean(values))),
    whiskers: points.map((values) => standardDeviation(values)),
    points,
  };
}
