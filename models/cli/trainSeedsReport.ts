import { mean, standardDeviation } from '../evaluation/statistics.ts';
import type { TrainResult } from '../trainer/trainJob.ts';
import type { SeedOutcome } from '../trainer/trainSideBySide.ts';
import { table, type Column } from './table.ts';

export interface TrainedSeed {
  readonly seed: number;
  readonly folder: string;
  readonly outcome: SeedOutcome;
}

/** Over the seeds that finished. */
interface MeasureOverSeeds {
  readonly name: string;
  readonly mean: number;
  readonly standardDeviation: number | null;
  readonly n: number;
}

export interface SeedsSummary {
  readonly folder: string;
  /** A crashed seed has its seed, folder and reason only. */
  readonly runs: readonly (
    | TrainResult
    | {
        readonly kind: 'crashed' | 'not begun';
        readonly seed: number;
        readonly folder: string;
        readonly reason: string | null;
      }
  )[];
  readonly overSeeds: readonly MeasureOverSeeds[];
}

/** The JSON document of `train --seeds`. */
export function seedsSummary(seeds: readonly TrainedSeed[], folder: string): SeedsSummary {
  return {
    folder,
    runs: seeds.map(({ seed, folder: own, outcome }) =>
      outcome.kind === 'ended'
        ? outcome.result
        : {
            kind: outcome.kind,
            seed,
            folder: own,
            reason: outcome.kind === 'crashed' ? outcome.reason : null,
          },
    ),
    overSeeds: overSeeds(seeds),
  };
}

/** A row per seed, and their mean and deviation below. */
export function seedsReport(seeds: readonly TrainedSeed[], folder: string): string {
  const measures = overSeeds(seeds).filter(({ name }) => /^(?:self-play|against |cooperates )/.test(name));
  const titles = [
    'seed',
    'end',
    'iterations',
    'seconds',
    ...measures.map(({ name }) => shortName(name)),
    'agent',
  ];
  const columns = titles.map((title): Column => ({
    title,
    align: ['end', 'agent'].includes(title) ? 'left' : 'right',
  }));
  const line = (title: string, values: readonly (number | null)[]) => [
    title,
    '',
    '',
    '',
    ...values.map((value) => (value === null ? '-' : value.toFixed(3))),
  ];
  const names = measures.map(({ name }) => name);
  const rows = [
    ...seeds.map((seed) => seedRow(seed, names)),
    line(
      'mean',
      measures.map((one) => one.mean),
    ),
    line(
      's.d.',
      measures.map((one) => one.standardDeviation),
    ),
  ];
  const crashes = seeds.flatMap(({ seed, outcome }) =>
    outcome.kind === 'crashed' ? [`seed ${seed}: ${outcome.reason}\n`] : [],
  );
  return [table(columns, rows), ...crashes, `runs: ${folder}\n`].join('');
}

function seedRow({ seed, outcome }: TrainedSeed, measures: readonly string[]): readonly string[] {
  if (outcome.kind !== 'ended') return [String(seed), outcome.kind];
  const { kind, iterations, seconds, evaluation, agent } = outcome.result;
  const found = measures.map((name) => evaluation?.find((one) => one.name === name)?.mean);
  return [
    String(seed),
    kind,
    String(iterations),
    seconds.toFixed(1),
    ...found.map((value) => (value === undefined ? '-' : value.toFixed(3))),
    agent?.ref ?? '-',
  ];
}

/** Of every measure that all finished seeds have. */
function overSeeds(seeds: readonly TrainedSeed[]): readonly MeasureOverSeeds[] {
  const evaluations = seeds.flatMap(({ outcome }) =>
    outcome.kind === 'ended' && outcome.result.kind === 'finished' ? [outcome.result.evaluation ?? []] : [],
  );
  return (evaluations[0] ?? []).flatMap(({ name }) => {
    const values = evaluations.flatMap((one) => one.find((measure) => measure.name === name)?.mean ?? []);
    if (values.length < evaluations.length) return [];
    return [{ name, mean: mean(values), standardDeviation: standardDeviation(values), n: values.length }];
  });
}

function shortName(name: string): string {
  return name
    .replace('against always-cooperate', 'vs AC')
    .replace('against always-defect', 'vs AD')
    .replace('against ', 'vs ')
    .replace('cooperates at the start', 'C start')
    .replace('cooperates after ', 'C ');
}
