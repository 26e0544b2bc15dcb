import { gameById } from '../../shared/games/registry.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { MEASURE } from '../../shared/lifecycle/limits.ts';
import type { Measure, Measures } from '../../shared/lifecycle/verdict.ts';
import { loadCheckpoint, checkRules } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { createCheckpointPolicy } from '../policies/checkpointPolicy.ts';
import { checkPolicyFits } from '../policies/policy.ts';
import { decisionLatency } from './decisionLatency.ts';
import { freshResponse } from './freshResponse.ts';
import { gateLadder, type LadderRow } from './gateLadder.ts';
import { pairings } from './pairings.ts';
import { partOf, type OfflineSuiteOptions } from './suiteOptions.ts';

export interface SuiteResult {
  readonly measures: Measures;
  /** Whoever gains most first; empty where it came to no game. */
  readonly ladder: readonly LadderRow[];
  /** What went wrong, or is to be known besides, in words. */
  readonly notes: readonly string[];
}

/**
 * Measures a candidate before anybody meets it: weights and speed first, for who fails there plays no more; then all
 * who attack it; then everybody from the same starts, once with the candidate and once with the live agent in its place.
 * @returns undefined if it was told to stop
 * @throws UnusablePlayer if somebody else cannot play; UnusableRun if no best response can be trained
 */
export async function offlineSuite(options: OfflineSuiteOptions): Promise<SuiteResult | undefined> {
  const sound = await soundness(options);
  if ('unusable' in sound)
    return { measures: { [MEASURE.usable]: exactly(0) }, ladder: [], notes: [sound.unusable] };
  const measures: Record<string, Measure> = {
    [MEASURE.usable]: exactly(1),
    [MEASURE.latency]: sound.latency,
  };
  const slowest = options.limits.offline.find(({ measure }) => measure === MEASURE.latency)?.high ?? Infinity;
  if (sound.latency.mean > slowest) return { measures, ladder: [], notes: [] };
  const notes: string[] = [];
  const { respond } = options;
  const trained = respond === undefined ? 0 : 0.5;
  if (respond !== undefined) {
    const note = await freshResponse(partOf({ ...options, respond }, 0, trained));
    if (note === undefined) return undefined;
    notes.push(note);
  }
  const attacked = (1 + trained) / 2;
  const climbed = await gateLadder(partOf(options, trained, attacked));
  if (climbed === undefined) return undefined;
  const met = await pairings(partOf(options, attacked, 1));
  if (met === undefined) return undefined;
  const [best] = climbed.rows;
  if (best !== undefined) measures[MEASURE.bestResponse] = best.gain;
  return {
    measures: { ...measures, ...met },
    ladder: climbed.rows,
    notes: [...notes, ...climbed.notes],
  };
}

async function soundness({ game, folder, candidate, seconds }: OfflineSuiteOptions) {
  const rules = gameById(game);
  // Parameters of the tables that people find in the lobby, whatever it was trained with.
  const params: unknown = rules.params.parse({});
  try {
    const checkpoint = await loadCheckpoint(folder);
    checkRules(checkpoint.meta, folder);
    const policy = createCheckpointPolicy(checkpoint, 'computed');
    checkPolicyFits(policy, learnableGame(rules, params), `agent:${candidate}`);
    return { latency: decisionLatency(policy, rules, params, seconds) };
  } catch (error) {
    if (error instanceof UnusableCheckpoint || error instanceof RangeError)
      return { unusable: error.message };
    throw error;
  }
}

function exactly(value: number): Measure {
  return { mean: value, standardError: null, n: 1 };
}
