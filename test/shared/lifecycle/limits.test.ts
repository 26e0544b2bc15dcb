import { expect, test } from '@jest/globals';
import { GAME_IDS, type GameId } from '../../../shared/games/registry.ts';
import { gaussian } from '../../../shared/gaussian.ts';
import { canaryShare } from '../../../shared/lifecycle/canaryShare.ts';
import { gateLimits, MEASURE } from '../../../shared/lifecycle/limits.ts';
import { verdict, type Measure, type Measures } from '../../../shared/lifecycle/verdict.ts';
import { RandomStream, type Rng } from '../../../shared/random.ts';

/** Standard deviations of an episode's return a step, of agent and partners, among a mixed crowd of 50 (2026-11-24). */
const SPREAD: Readonly<Record<GameId, readonly [number, number]>> = {
  ipd: [0.42, 0.35],
  coin: [0.2, 0.15],
  negotiation: [0.11, 0.09],
  harvest: [0.027, 0.02],
};
/** Episodes that the live agent has had when a canary begins. */
const BEFORE = 10;
const CANARIES = 1000;

test('[GT10] as a mixed crowd plays, few canaries as good as the live agent are refused, and few that cost twice what is allowed pass', () => {
  const shares = GAME_IDS.map((game) => {
    const rng = new RandomStream(7, game, 0);
    const fellShort = gateLimits(game).canary.find(({ measure }) => measure === MEASURE.fellShort);
    const passed = (own: number, partners: number): number => passing(game as GameId, own, partners, rng);
    const deficit = 2 * (fellShort?.low ?? NaN);
    return { game, good: passed(0, 0), worse: passed(deficit, 0), exploiting: passed(0, deficit) };
  });
  expect(shares.filter(({ game, good }) => good < (game === 'harvest' ? 0.85 : 0.95))).toEqual([]);
  expect(shares.filter(({ game, worse }) => worse > (game === 'harvest' ? 0.12 : 0.04))).toEqual([]);
  expect(shares.filter(({ exploiting }) => exploiting > 0.06)).toEqual([]);
});

/** Share of canaries whose returns a step differ so much from the live agent's that pass, judged after every episode. */
function passing(game: GameId, own: number, partners: number, rng: Rng): number {
  const [ownSpread, partnersSpread] = SPREAD[game];
  const fates = Array.from({ length: CANARIES }, () => {
    const episode = (difference: readonly [number, number]): readonly [number, number] => [
      difference[0] + ownSpread * gaussian(rng),
      difference[1] + partnersSpread * gaussian(rng),
    ];
    const live = Array.from({ length: BEFORE }, () => episode([0, 0]));
    const canary: (readonly [number, number])[] = [];
    for (;;) {
      live.push(episode([0, 0]));
      canary.push(episode([own, partners]));
      const { kind } = verdict('canary', { measures: measuresOf(canary, live), live: 'x' }, gateLimits(game));
      if (kind !== 'wait') return kind;
    }
  });
  return fates.filter((kind) => kind === 'pass').length / CANARIES;
}

function measuresOf(canary: readonly (readonly [number, number])[], live: typeof canary): Measures {
  const none: Measure = { mean: 0, standardError: 0, n: 1e6 };
  const between = (side: 0 | 1): Measure => {
    const [one, other] = [canary, live].map((episodes) => summary(episodes.map((episode) => episode[side])));
    if (!one || !other) throw new Error('expected both');
    return {
      mean: one.mean - other.mean,
      standardError:
        canary.length < 2 ? null : Math.sqrt(one.variance / canary.length + other.variance / live.length),
      n: Math.min(canary.length, live.length),
    };
  };
  return {
    [MEASURE.faults]: none,
    [MEASURE.moreMisses]: none,
    [MEASURE.fellShort]: between(0),
    [MEASURE.partnersFellShort]: between(1),
  };
}

function summary(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

test('[GT10] the wanted episodes come together in ten minutes where a game has 24 or more in them, and in half of the rooms elsewhere', () => {
  for (const game of GAME_IDS) {
    const { canary, canaryRooms } = gateLimits(game);
    const { most } = canary.find(({ measure }) => measure === MEASURE.fellShort) ?? {};
    expect(canaryRooms).toEqual({ least: 0.2, most: 0.5, episodes: most, minutes: 10 });
  }
  const { canaryRooms } = gateLimits('ipd');
  expect([0, 1, 24, 30, 48, 60, 200].map((ended) => canaryShare(ended, canaryRooms))).toEqual([
    0.5, 0.5, 0.5, 0.4, 0.25, 0.2, 0.2,
  ]);
});
