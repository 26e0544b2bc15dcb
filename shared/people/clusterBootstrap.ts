import type { Rng } from '../random.ts';

/** A figure as a ratio of sums over clusters: a rate (count by occasions) or a mean (sum by number). */
export interface Share {
  readonly count: number;
  readonly of: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/**
 * Percentile bootstrap over clusters at 95 % (Efron & Tibshirani 1993, ch. 13; clusters: Cameron, Gelbach & Miller
 * 2008): whole clusters are drawn with replacement, as many as there are, and the figures computed anew. What one
 * person does in a game hangs together, so that decisions are never drawn one by one.
 * @param clusters [cluster][figure]
 * @returns one per figure; null where there are fewer than two clusters, or too few of them have any occasion
 */
export function clusterBootstrap(
  clusters: readonly (readonly Share[])[],
  rng: Rng,
): readonly (Interval | null)[] {
  const figures = clusters[0]?.length ?? 0;
  if (clusters.length < 2) return Array.from({ length: figures }, () => null);
  const drawn: number[][] = Array.from({ length: figures }, () => []);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    const sums = Array.from({ length: figures }, () => ({ count: 0, of: 0 }));
    for (let i = 0; i < clusters.length; i += 1) {
      for (const [figure, share] of (clusters[rng.int(clusters.length)] as readonly Share[]).entries()) {
        const sum = sums[figure] as { count: number; of: number };
        sum.count += share.count;
        sum.of += share.of;
      }
    }
    for (const [figure, { count, of }] of sums.entries()) if (of > 0) drawn[figure]?.push(count / of);
  }
  return drawn.map((values, figure) => {
    const telling = clusters.filter((shares) => (shares[figure]?.of ?? 0) > 0).length;
    return telling < 2 ? null : intervalOf(values);
  });
}

function intervalOf(values: number[]): Interval {
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] as number;
  return { low: at(0.025), high: at(0.975) };
}
