import type { AnyGame } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import { against, leftTo, LIVE, MEASURE, type GateLimits } from '../../shared/lifecycle/limits.ts';
import type { Measure, Measures } from '../../shared/lifecycle/verdict.ts';
import type { Seed } from '../../shared/random.ts';
import { loadCheckpoint, checkRules } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { evaluateScenario } from '../evaluation/evaluateScenario.ts';
import { meanOver, otherSeats } from '../evaluation/sides.ts';
import { mean, standardError } from '../evaluation/statistics.ts';
import type { PlayerSources } from '../players/resolvePlayers.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { createCheckpointPolicy } from '../policies/checkpointPolicy.ts';
import { decisionLatency } from './decisionLatency.ts';

export interface OfflineSuiteOptions {
  readonly game: string;
  /** Of the candidate's checkpoint. */
  readonly folder: string;
  readonly candidate: string;
  /** References; null: nobody is live. */
  readonly live: string | null;
  readonly past: readonly string[];
  /** Best responses that were trained against it, and whoever else it should meet. */
  readonly exploiters: readonly string[];
  readonly limits: GateLimits;
  /** No training and no earlier suite may have started from here. */
  readonly seed: Seed;
  readonly sources: PlayerSources;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Called with the share of the work that is done. */
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

export interface SuiteResult {
  readonly measures: Measures;
  /** What went wrong, in words. */
  readonly notes: readonly string[];
}

/** What both sides got in one pairing. */
interface Pairing {
  readonly name: string;
  /** [episode], per step and seat. */
  readonly own: readonly number[];
  readonly others: readonly (number | null)[];
  /** [episode] what the live agent got in the candidate's place; null where nobody is live. */
  readonly live: readonly number[] | null;
}

/**
 * Measures a candidate before anybody meets it: weights and speed first, for who fails there plays no more; then
 * everybody from the same starts, once with the candidate and once with the live agent in its place.
 * @returns undefined if it was told to stop
 * @throws UnusablePlayer if somebody else cannot play
 */
export async function offlineSuite(options: OfflineSuiteOptions): Promise<SuiteResult | undefined> {
  const sound = await soundness(options);
  if ('unusable' in sound) return { measures: { [MEASURE.usable]: exactly(0) }, notes: [sound.unusable] };
  const measures: Record<string, Measure> = {
    [MEASURE.usable]: exactly(1),
    [MEASURE.latency]: sound.latency,
  };
  const slowest = options.limits.offline.find(({ measure }) => measure === MEASURE.latency)?.high ?? Infinity;
  if (sound.latency.mean > slowest) return { measures, notes: [] };
  const pairings = await play(options);
  return pairings && { measures: { ...measures, ...summary(pairings) }, notes: [] };
}

async function soundness({ game, folder, seconds }: OfflineSuiteOptions) {
  const rules = gameById(game);
  try {
    const checkpoint = await loadCheckpoint(folder);
    checkRules(checkpoint.meta, folder);
    const policy = createCheckpointPolicy(checkpoint, 'computed');
    return { latency: decisionLatency(policy, rules, rules.params.parse(checkpoint.meta.params), seconds) };
  } catch (error) {
    if (error instanceof UnusableCheckpoint || error instanceof RangeError)
      return { unusable: error.message };
    throw error;
  }
}

async function play(options: OfflineSuiteOptions): Promise<readonly Pairing[] | undefined> {
  const { candidate, live, past, limits, exploiters, breathe } = options;
  const game = gameById(options.game);
  const others = [...limits.suite.opponents, ...exploiters];
  const refs = [candidate, ...others, ...past, ...(live === null ? [] : [live])];
  const contestants = await resolveContestants(game.id, refs, options.sources);
  const named = (ref: string): Contestant => {
    const found = contestants.find((contestant) => contestant.ref === ref);
    if (found) return found;
    throw new UnusablePlayer(`expected ${ref} among those who play, got nobody of that name`);
  };
  const opponents = [
    { name: MEASURE.selfPlay, ref: null },
    ...others.map((ref) => ({ name: ref, ref })),
    ...past.map((ref) => ({ name: ref, ref })),
    ...(live === null ? [] : [{ name: LIVE, ref: live }]),
  ];
  const standard = live === null ? null : named(live);
  const pairings: Pairing[] = [];
  for (const [i, { name, ref }] of opponents.entries()) {
    const meets = (focal: Contestant) => meet(options, game, focal, ref === null ? null : named(ref));
    const own = await meets(named(candidate));
    const liveOwn = standard && (await meets(standard));
    pairings.push({ name, ...own, live: liveOwn?.own ?? null });
    if ((await breathe?.((i + 1) / opponents.length)) === 'stop') return undefined;
  }
  return pairings;
}

async function meet(
  { limits, seed, seconds }: OfflineSuiteOptions,
  game: AnyGame,
  focal: Contestant,
  opponent: Contestant | null,
) {
  const { episodes, steps } = limits.suite;
  const played = await evaluateScenario({
    scenario: {
      id: `${game.id}/gate`,
      game: game.id,
      summary: 'A candidate beside others.',
      params: {},
      focal: opponent === null ? 'all' : { drawn: 1 },
      background: [],
      episodes,
      ...(steps === undefined ? {} : { steps }),
    },
    focal,
    background: opponent === null ? [] : [opponent],
    episodes,
    seed,
    seconds,
  });
  return {
    own: (played ?? []).map(
      ({ returns, focalSeats, steps }) => (meanOver(returns, focalSeats) as number) / steps,
    ),
    others: (played ?? []).map((episode) => {
      const left = meanOver(episode.returns, otherSeats(episode));
      return left === null ? null : left / episode.steps;
    }),
  };
}

function summary(pairings: readonly Pairing[]): Measures {
  const measures: Record<string, Measure> = {};
  for (const { name, own, others } of pairings) {
    measures[name === MEASURE.selfPlay ? name : against(name)] = over(own);
    if (name !== MEASURE.selfPlay) measures[leftTo(name)] = over(others.map((left) => left ?? NaN));
  }
  const alone = pairings.find(({ name }) => name === MEASURE.selfPlay)?.own ?? [];
  const gains = pairings
    .filter(({ name }) => name !== MEASURE.selfPlay)
    .map(({ others }) => over(others.map((left, i) => (left ?? NaN) - (alone[i] as number))));
  const best = gains.toSorted((a, b) => b.mean - a.mean)[0];
  if (best) measures[MEASURE.bestResponse] = best;
  const paired = pairings.flatMap(({ own, live }) =>
    live === null ? [] : [own.map((r, i) => r - (live[i] as number))],
  );
  const [first = []] = paired;
  if (first.length > 0)
    measures[MEASURE.paired] = over(first.map((_, i) => mean(paired.map((row) => row[i] as number))));
  return measures;
}

function over(values: readonly number[]): Measure {
  return { mean: mean(values), standardError: standardError(values), n: values.length };
}

function exactly(value: number): Measure {
  return { mean: value, standardError: null, n: 1 };
}
