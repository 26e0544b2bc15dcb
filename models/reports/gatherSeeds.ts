import { canonicalJson } from '../checkpoints/canonicalJson.ts';
import { hashOf } from '../checkpoints/checkpoint.ts';
import type { Metrics } from '../trainer/measure.ts';
import type { RunConfig } from '../trainer/runConfig.ts';
import type { TrainResult } from '../trainer/trainJob.ts';
import { rounded } from './figures.ts';
import { learningCurves } from './learningCurves.ts';
import { SEEDS_FORMAT, type SeedReport, type TrainedSeed } from './seedReport.ts';

/** What is in the folder of a run. */
export interface RunRecord {
  /** For messages. */
  readonly folder: string;
  readonly run: RunConfig;
  readonly metrics: readonly Metrics[];
  /** Undefined if it has not come to an end. Older results lack `cpuSeconds`. */
  readonly result: (Omit<TrainResult, 'cpuSeconds'> & Partial<Pick<TrainResult, 'cpuSeconds'>>) | undefined;
  /** How it was evaluated. */
  readonly protocol: string | undefined;
  /** The committed config that it was trained with, if it was one of these. */
  readonly configFile: string | undefined;
}

const HASH_DIGITS = 12;
const DIGITS = 6;

/**
 * Runs that differ only in their seed, as one report; nothing is left out, whatever became of it.
 * @param records at least one, of one game and algorithm
 * @throws RangeError if a seed comes twice or two runs have different configs
 */
export function gatherSeeds(records: readonly RunRecord[]): SeedReport {
  const inOrder = records.toSorted((a, b) => a.run.seed - b.run.seed);
  const first = inOrder[0];
  if (first === undefined) throw new RangeError('expected at least one run, got none');
  for (const [i, record] of inOrder.slice(1).entries()) checkAlike(inOrder[i] as RunRecord, record);
  const { run, configFile } = first;
  return {
    format: SEEDS_FORMAT,
    game: run.config.game,
    algorithm: run.config.algorithm,
    rulesVersion: run.rulesVersion,
    codeVersion: run.codeVersion,
    backend: run.backend,
    workers: run.workers,
    configFile: configFile ?? null,
    configHash: hashOf(canonicalJson(run.config)).slice(0, HASH_DIGITS),
    config: run.config,
    protocol: inOrder.find(({ protocol }) => protocol !== undefined)?.protocol ?? null,
    seeds: inOrder.map(trainedSeed),
  };
}

function trainedSeed({ run, metrics, result }: RunRecord): TrainedSeed {
  const last = metrics.at(-1);
  return {
    seed: run.seed,
    kind: result?.kind ?? 'unfinished',
    reason: result?.reason ?? null,
    iterations: result?.iterations ?? last?.iteration ?? 0,
    agentSteps: result?.agentSteps ?? last?.agentSteps ?? 0,
    seconds: roundedOrNull(result?.seconds),
    cpuSeconds: roundedOrNull(result?.cpuSeconds),
    checkpoint: result?.agent?.id ?? null,
    measures: (result?.evaluation ?? []).map(({ name, mean, standardError, n }) => ({
      name,
      mean: rounded(mean, DIGITS),
      standardError: roundedOrNull(standardError),
      n,
    })),
    curves: learningCurves(metrics, run.until.iterations ?? run.config.iterations),
  };
}

function roundedOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : rounded(value, DIGITS);
}

function checkAlike(a: RunRecord, b: RunRecord): void {
  if (a.run.seed === b.run.seed)
    throw new RangeError(`expected every seed once, got ${a.run.seed} in ${a.folder} and ${b.folder}`);
  const [one, other] = [a, b].map(({ run: { config, backend, workers, until, rulesVersion } }) =>
    canonicalJson({ config, backend, workers, until, rulesVersion }),
  );
  if (one !== other)
    throw new RangeError(
      `expected seeds of one config, got different ones: ${a.folder}: ${one}\n${b.folder}: ${other}`,
    );
}
