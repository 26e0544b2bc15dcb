import type { AnyGame } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import { against, leftTo, LIVE, MEASURE } from '../../shared/lifecycle/limits.ts';
import type { Measures, Measure } from '../../shared/lifecycle/verdict.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { evaluateScenario } from '../evaluation/evaluateScenario.ts';
import { meanOver, otherSeats } from '../evaluation/sides.ts';
import { mean } from '../evaluation/statistics.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { measureOf } from './measureOf.ts';
import type { OfflineSuiteOptions } from './suiteOptions.ts';

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
 * Lets the candidate meet itself, scripts, the live agent and those before it, and, from the same starts, the live agent
 * in its place.
 * @returns undefined if it was told to stop   @throws UnusablePlayer if somebody cannot play
 */
export async function pairings(options: OfflineSuiteOptions): Promise<Measures | undefined> {
  const { limits, breathe } = options;
  const game = gameById(options.game);
  const ref = (id: string): string => `agent:${id}`;
  const [candidate, live, past] = [
    ref(options.candidate),
    options.live && ref(options.live),
    options.past.map(ref),
  ];
  const { opponents: scripts } = limits.suite;
  const refs = [candidate, ...scripts, ...past, ...(live === null ? [] : [live])];
  const contestants = await resolveContestants(game.id, refs, options.sources);
  const named = (ref: string): Contestant => {
    const found = contestants.find((contestant) => contestant.ref === ref);
    if (found) return found;
    throw new UnusablePlayer(`expected ${ref} among those who play, got nobody of that name`);
  };
  const opponents = [
    { name: MEASURE.selfPlay, ref: null },
    ...[...scripts, ...past].map((ref) => ({ name: ref, ref })),
    ...(live === null ? [] : [{ name: LIVE, ref: live }]),
  ];
  const standard = live === null ? null : named(live);
  const played: Pairing[] = [];
  for (const [i, { name, ref }] of opponents.entries()) {
    const meets = (focal: Contestant) => meet(options, game, focal, ref === null ? null : named(ref));
    const own = await meets(named(candidate));
    const liveOwn = standard && (await meets(standard));
    played.push({ name, ...own, live: liveOwn?.own ?? null });
    if ((await breathe?.((i + 1) / opponents.length)) === 'stop') return undefined;
  }
  return summary(played);
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
    measures[name === MEASURE.selfPlay ? name : against(name)] = measureOf(own);
    if (name !== MEASURE.selfPlay) measures[leftTo(name)] = measureOf(others.map((left) => left ?? NaN));
  }
  const paired = pairings.flatMap(({ own, live }) =>
    live === null ? [] : [own.map((r, i) => r - (live[i] as number))],
  );
  const [first = []] = paired;
  if (first.length > 0)
    measures[MEASURE.paired] = measureOf(first.map((_, i) => mean(paired.map((row) => row[i] as number))));
  return measures;
}
