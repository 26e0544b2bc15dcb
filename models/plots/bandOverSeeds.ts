import { mean, standardDeviation } from '../evaluation/statistics.ts';

/**
 * Mean over seeds at every point, and one standard deviation around it; curves that end early count as long as
 * they last.
 * @param curves [seed][point], at least one
 */
export function bandOverSeeds(curves: readonly (readonly number[])[]): {
  readonly y: readonly number[];
  readonly band: { readonly low: readonly number[]; readonly high: readonly number[] };
} {
  const points = Math.max(...curves.map((curve) => curve.length));
  const y: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let i = 0; i < points; i += 1) {
    const values = curves.flatMap((curve) => (i < curve.length ? [curve[i] as number] : []));
    const centre = mean(values);
    const spread = standardDeviation(values) ?? 0;
    y.push(centre);
    low.push(centre - spread);
    high.push(centre + spread);
  }
  return { y, band: { low, high } };
}
