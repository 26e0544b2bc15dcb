import { RandomStream, type Seed } from '../../shared/random.ts';
import { mean } from './statistics.ts';

/** A mean with a 95 % confidence interval. */
export interface Interval {
  readonly mean: number;
  /** Null where one value tells nothing about the spread. */
  readonly low: number | null;
  readonly high: number | null;
  /** Independent values behind the mean. */
  readonly n: number;
}

/** For whiskers; null where there is no interval. */
export function halfWidth({ low, high }: Interval): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

export interface BootstrapOptions {
  readonly seed: Seed;
  /** Times that rows are drawn anew. */
  readonly resamples?: number;
}

const RESAMPLES = 2000;
const TAIL = 0.025;

/**
 * Percentile bootstrap of means (Efron 1979): rows are drawn with replacement, those of all columns together, so that
 * columns that were measured in the same episodes keep together. Draws come from the stream (seed, 'bootstrap').
 * @param columns each [n], row i of all of them belonging to the same episode   @throws RangeError unless all are as
 * long and have a row
 */
export function bootstrap<Name extends string>(
  columns: Readonly<Record<Name, readonly number[]>>,
  { seed, resamples = RESAMPLES }: BootstrapOptions,
): Readonly<Record<Name, Interval>> {
  const names = Object.keys(columns) as Name[];
  const lengths = [...new Set(names.map((name) => columns[name].length))];
  const [n = 0] = lengths;
  if (lengths.length !== 1 || n === 0)
    throw new RangeError(`expected columns of one length above 0, got ${lengths.join(', ')}`);
  const drawn =
    n === 1
      ? []
      : drawMeans(
          names.map((name) => columns[name]),
          { n, seed, resamples },
        );
  return Object.fromEntries(
    names.map((name, i): [Name, Interval] => {
      const means = drawn[i]?.sort();
      const at = (share: number) => means?.[Math.round(share * (resamples - 1))] ?? null;
      return [name, { mean: mean(columns[name]), low: at(TAIL), high: at(1 - TAIL), n }];
    }),
  ) as Record<Name, Interval>;
}

/** @returns [column][resample] */
function drawMeans(
  columns: readonly (readonly number[])[],
  { n, seed, resamples }: { readonly n: number; readonly seed: Seed; readonly resamples: number },
): readonly Float64Array[] {
  const rng = new RandomStream(seed, 'bootstrap');
  const means = columns.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample += 1) {
    const totals = columns.map(() => 0);
    for (let i = 0; i < n; i += 1) {
      const row = rng.int(n);
      for (const [c, column] of columns.entries())
        totals[c] = (totals[c] as number) + (column[row] as number);
    }
    for (const [c, column] of means.entries()) column[resample] = (totals[c] as number) / n;
  }
  return means;
}
