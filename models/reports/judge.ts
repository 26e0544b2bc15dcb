import { mean, standardError } from '../evaluation/statistics.ts';
import type { Aim, Bound } from './aims.ts';
import { fixed, rangeOf } from './figures.ts';
import { valuesOf, type SeedMeasures } from './seedMeasures.ts';
import type { SeedReport, TrainedSeed } from './seedReport.ts';

/** Held against an aim. */
export interface Judgement {
  readonly found: string;
  /** 'open': fewer seeds than make an answer, or times that say nothing. */
  readonly verdict: 'met' | 'not met' | 'open';
}

/** What an aim asks for, in symbols. */
export function askedFor(aim: Aim): string {
  if (aim.kind === 'mean') return boundText(aim.bound);
  if (aim.kind === 'seeds')
    return `at least ${aim.seeds} seeds: ${aim.bounds.map(namedBoundText).join(', ')}`;
  if (aim.kind === 'time') return `each within ${aim.seconds} s on one core`;
  return `no seed below ${aim.atLeast} in the last ${fixed(100 * (1 - aim.after), 0)} % of training`;
}

/**
 * An aim about measures, held against them.
 * @param wanted how many seeds make an answer   @param digits of what was found
 * @returns undefined if the aim is about something else, or about what was not measured
 */
export function judgeMeasures(
  aim: Aim,
  seeds: readonly SeedMeasures[],
  wanted: number,
  digits = 3,
): Judgement | undefined {
  if (aim.kind === 'mean') {
    const values = valuesOf(seeds, aim.bound.measure);
    if (values.length === 0) return undefined;
    const error = standardError(values);
    const found = `${fixed(mean(values), digits)}${error === null ? '' : ` ± ${fixed(error, digits)}`}`;
    return judgement(found, keeps(aim.bound, mean(values)), { count: values.length, wanted });
  }
  if (aim.kind !== 'seeds') return undefined;
  const { bounds } = aim;
  const measured = seeds.filter((measures) => bounds.every(({ measure }) => measures.has(measure)));
  if (measured.length === 0) return undefined;
  const good = measured.filter((measures) =>
    bounds.every((bound) => keeps(bound, measures.get(bound.measure) as number)),
  ).length;
  const found = `${good} of ${measured.length} seeds`;
  return judgement(found, good >= aim.seeds, { count: measured.length, wanted });
}

/** An aim about the training itself.  @returns undefined if the aim is about something else */
export function judgeTraining(aim: Aim, { seeds }: SeedReport, wanted: number): Judgement | undefined {
  if (aim.kind === 'time') return judgeTime(aim, seeds, wanted);
  if (aim.kind !== 'curve') return undefined;
  const lowest = seeds.flatMap(({ curves }) => lowestAfter(curves.values[aim.curve] ?? [], aim.after));
  if (lowest.length === 0) return undefined;
  const least = Math.min(...lowest);
  return judgement(`lowest ${fixed(least, 3)}`, least >= aim.atLeast, { count: lowest.length, wanted });
}

type TimeAim = Extract<Aim, { readonly kind: 'time' }>;

/**
 * By the processor where that is known of all seeds, else by the clock. Other work on the machine slows the clock
 * down, so that it can show that the aim is met, but not that it is not.
 */
function judgeTime(
  { seconds: limit }: TimeAim,
  seeds: readonly TrainedSeed[],
  wanted: number,
): Judgement | undefined {
  const ended = seeds.filter(({ kind }) => kind === 'finished');
  const timesBy = (name: 'cpuSeconds' | 'seconds') => ended.flatMap((seed) => seed[name] ?? []);
  const isKnown = timesBy('cpuSeconds').length === ended.length;
  const times = timesBy(isKnown ? 'cpuSeconds' : 'seconds');
  if (times.length === 0) return undefined;
  const good = times.filter((time) => time <= limit).length;
  const found = `${good} of ${times.length} seeds: ${rangeOf(times, 0)} s by the ${isKnown ? 'processor' : 'clock'}`;
  const judged = judgement(found, good === seeds.length, { count: times.length, wanted });
  return isKnown || judged.verdict !== 'not met' ? judged : { found, verdict: 'open' };
}

function lowestAfter(curve: readonly (number | null)[], after: number): readonly number[] {
  const values = curve.slice(Math.floor(after * curve.length)).filter((value) => value !== null);
  return values.length === 0 ? [] : [Math.min(...values)];
}

function judgement(
  found: string,
  isMet: boolean,
  { count, wanted }: { readonly count: number; readonly wanted: number },
): Judgement {
  if (count < wanted) return { found: `${found} (${count} of ${wanted} seeds)`, verdict: 'open' };
  return { found, verdict: isMet ? 'met' : 'not met' };
}

function keeps({ over, atLeast, under, atMost }: Bound, value: number): boolean {
  return (
    (over === undefined || value > over) &&
    (atLeast === undefined || value >= atLeast) &&
    (under === undefined || value < under) &&
    (atMost === undefined || value <= atMost)
  );
}

function boundText({ over, atLeast, under, atMost }: Bound): string {
  const ends: readonly [string, number | undefined][] = [
    ['>', over],
    ['≥', atLeast],
    ['<', under],
    ['≤', atMost],
  ];
  return ends.flatMap(([sign, end]) => (end === undefined ? [] : [`${sign} ${end}`])).join(' and ');
}

function namedBoundText(bound: Bound): string {
  return `${bound.measure} ${boundText(bound)}`;
}
