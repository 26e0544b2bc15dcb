import { mean } from '../evaluation/statistics.ts';
import { lineChart, type Line } from '../plots/lineChart.ts';
import type { Metrics } from './measure.ts';

/** More points than this are averaged: what cannot be seen only makes the file large. */
const MOST_POINTS = 200;

/**
 * Learning curves of a run.
 * @param metrics of every iteration, at least one
 * @returns SVG by name
 */
export function plotRun(metrics: readonly Metrics[]): Readonly<Record<string, string>> {
  const x = { title: 'iteration' };
  const last = metrics.at(-1);
  const rewards = Object.keys(last?.rewards ?? {});
  const situations = Object.keys(last?.cooperation ?? {});
  const plots: Record<string, string> = {
    'learning-curve': lineChart({
      title: 'Reward in training, per step',
      x,
      y: { title: 'reward per step' },
      lines: linesOf(metrics, rewards, (one, name) => one.rewards[name]),
    }),
    entropy: lineChart({
      title: 'Entropy of the policy in training',
      x,
      y: { title: 'nats' },
      lines: linesOf(metrics, ['entropy'], (one) => one.entropy),
    }),
  };
  if (situations.length === 0) return plots;
  const cooperation = lineChart({
    title: 'Cooperation in training, by the previous joint action (own move first)',
    x,
    y: { title: 'share', low: 0, high: 1 },
    lines: linesOf(metrics, situations, (one, name) => one.cooperation?.[name]),
  });
  return { ...plots, cooperation };
}

/** A line per name that was ever measured, in points that average as many iterations each. */
function linesOf(
  metrics: readonly Metrics[],
  names: readonly string[],
  valueOf: (metrics: Metrics, name: string) => number | null | undefined,
): readonly Line[] {
  const size = Math.ceil(metrics.length / MOST_POINTS);
  return names.flatMap((name) => {
    const points: [x: number, y: number][] = [];
    for (let from = 0; from < metrics.length; from += size) {
      const some = metrics.slice(from, from + size);
      const values = some.flatMap((one) => valueOf(one, name) ?? []);
      if (values.length > 0) points.push([mean(some.map(({ iteration }) => iteration)), mean(values)]);
    }
    if (points.length === 0) return [];
    return [{ name, x: points.map(([at]) => at), y: points.map(([, value]) => value) }];
  });
}
