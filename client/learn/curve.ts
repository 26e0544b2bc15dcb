import type { Probe } from './protocol.ts';
import type { LearnState, RunRecord } from './learnState.ts';
import { ALGORITHM_IDS, type AlgorithmId } from './protocol.ts';

/** The runs in the plot: of every algorithm the latest. */
export function shownRuns({ current, earlier }: LearnState): Readonly<Record<AlgorithmId, RunRecord | null>> {
  const latest = (id: AlgorithmId) => (current?.choice.algorithm === id ? current : (earlier[id] ?? null));
  return {
    'advantage-alignment': latest('advantage-alignment'),
    'actor-critic': latest('actor-critic'),
  };
}

/** Columns for the plot: iteration, then the reward of every algorithm, null where it has not come to yet. */
export function curveColumns(state: LearnState): (number | null)[][] {
  const runs = shownRuns(state);
  const length = Math.max(1, ...ALGORITHM_IDS.map((id) => runs[id]?.rewards.length ?? 0));
  const iterations = Array.from({ length }, (_, i) => i + 1);
  return [iterations, ...ALGORITHM_IDS.map((id) => iterations.map((_, i) => runs[id]?.rewards[i] ?? null))];
}

export interface CourseRow {
  readonly probe: Probe;
  /** Mean reward over the iterations since the probe before; NaN before the first iteration. */
  readonly reward: number;
}

/** The run as rows, one for every probe. */
export function courseOf({ rewards, probes }: Pick<RunRecord, 'rewards' | 'probes'>): CourseRow[] {
  return probes.map((probe, i) => {
    const since = rewards.slice(probes[i - 1]?.iteration ?? 0, probe.iteration);
    return { probe, reward: since.reduce((sum, each) => sum + each, 0) / since.length };
  });
}
