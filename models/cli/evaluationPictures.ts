import { arenaStrips, type ArenaStrip } from '../plots/arenaPicture.ts';
import { barChart } from '../plots/barChart.ts';
import { lineChart } from '../plots/lineChart.ts';
import { PLOT_SIZE } from '../plots/renderSvg.ts';
import type { BushesCurve } from '../evaluation/harvestSummary.ts';
import { otherSeats } from '../evaluation/sides.ts';
import { mean } from '../evaluation/statistics.ts';
import type { GroupResult } from './evaluationJobs.ts';

/** Bushes over time where everybody is focal in an arena; else what both sides earn. */
export function evaluationSvg(results: readonly GroupResult[]): string {
  const curves = results.every(({ scenario }) => scenario.game === 'harvest' && scenario.focal === 'all');
  return curves ? bushesSvg(results) : incomeSvg(results);
}

function bushesSvg(results: readonly GroupResult[]): string {
  const bushes = results[0]?.summaries[0]?.harvest?.bushes ?? 0;
  return lineChart({
    title: 'Bushes alive',
    x: { title: 'step' },
    y: { title: 'bushes, mean and standard deviation over episodes', low: 0, high: bushes },
    lines: results.map(({ label, summaries }) => {
      const curves = summaries.flatMap(({ harvest }) => (harvest === null ? [] : [harvest.bushesCurve]));
      const { step } = curves.reduce((a, b) => (a.step.length <= b.step.length ? a : b));
      const over = (of: (curve: BushesCurve) => readonly number[]) =>
        step.map((_, i) => mean(curves.map((curve) => of(curve)[i] as number)));
      const y = over((curve) => curve.mean);
      const spread = over((curve) => curve.standardDeviation);
      const low = y.map((value, i) => Math.max(0, value - (spread[i] as number)));
      const high = y.map((value, i) => Math.min(bushes, value + (spread[i] as number)));
      return { name: label, x: step, y, band: { low, high } };
    }),
  });
}

function incomeSvg(results: readonly GroupResult[]): string {
  const several = new Set(results.map(({ label }) => label)).size > 1;
  return barChart({
    title: 'What both sides earn',
    categories: results.map(({ scenario, label }) => (several ? `${scenario.id}\n${label}` : scenario.id)),
    y: { title: 'return per seat and episode' },
    bars: [
      {
        name: 'focals',
        values: results.map(({ summaries }) => mean(summaries.map(({ focalReturn }) => focalReturn.mean))),
        whiskers: results.map(({ summaries }) => summaries[0]?.focalReturn.standardError ?? null),
        points: results.map(({ summaries }) =>
          summaries.length < 2 ? [] : summaries.map(({ focalReturn }) => focalReturn.mean),
        ),
      },
      {
        name: 'background',
        values: results.map(({ summaries }) => {
          const all = summaries.flatMap(({ backgroundReturn }) => backgroundReturn ?? []);
          return all.length === 0 ? null : mean(all.map((income) => income.mean));
        }),
        whiskers: results.map(({ summaries }) => summaries[0]?.backgroundReturn?.standardError ?? null),
      },
    ],
    size: { ...PLOT_SIZE, width: Math.max(PLOT_SIZE.width, 190 * results.length) },
  });
}

/** A strip per scenario, a row per focal, and every frame by itself. */
export function frameFiles(
  results: readonly GroupResult[],
): readonly { readonly name: string; readonly svg: string }[] {
  const ids = [...new Set(results.map(({ scenario }) => scenario.id))];
  return ids.flatMap((id) => {
    const strips = results.filter(({ scenario }) => scenario.id === id).flatMap(stripOf);
    const base = id.replaceAll('/', '-');
    const single = strips.flatMap((strip, row) =>
      strip.frames.map((frame) => ({
        name: `${base}-${row + 1}-${frame.view.step}.svg`,
        svg: arenaStrips(`${strip.label}, ${frame.caption}`, [{ label: strip.label, frames: [frame] }]),
      })),
    );
    return [{ name: `${base}.svg`, svg: arenaStrips(id, strips) }, ...single];
  });
}

/** Nothing where no frames were kept. */
export function stripOf({ label, film }: Pick<GroupResult, 'label' | 'film'>): readonly ArenaStrip[] {
  if (film === undefined) return [];
  const { frames, episode } = film;
  const marked = otherSeats(episode);
  return [
    {
      label,
      frames: frames.views.map((view) => {
        const alive = view.bushes.filter(({ dead }) => !dead).length;
        const caption = `step ${view.step}: ${alive} of ${view.bushes.length} bushes alive`;
        return { view, sites: frames.sites, marked, caption };
      }),
    },
  ];
}
