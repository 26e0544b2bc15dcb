import type { AnyGame } from '../../shared/game.ts';
import { scriptedPlayersOf } from '../../shared/scripted/registry.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import type { Measure } from '../checkpoints/evidence.ts';
import { cooperationBySituation } from '../evaluation/ipdProbe.ts';
import { playMatches } from '../evaluation/matches.ts';
import { mean, standardError } from '../evaluation/statistics.ts';
import type { CreateNetwork, Learner } from '../learner.ts';
import type { Rollout } from '../rollout/rollout.ts';

export interface EvaluationOptions {
  readonly learner: Learner;
  readonly game: AnyGame;
  readonly createNetwork: CreateNetwork;
  /** Against each opponent. */
  readonly games: number;
}

export const EVALUATION_GAMES = 128;
/** Games that last longer are measured from their start to here. */
const LONGEST = 64;
/** But where an episode may last for thousands of steps, its beginning says nothing of its end. */
const LONG_GAMES = { from: 1000, steps: 1000, games: 8 };
export const EVALUATION_SEED = 1;
const OPPONENTS = ['always-cooperate', 'always-defect', 'random', 'tit-for-tat', 'reciprocator'];

export interface Evaluation {
  readonly protocol: string;
  readonly measures: readonly Measure[];
}

/** A quick look at what was learned: with itself and against well-known scripts. Never learns. */
export async function evaluateLearner({
  learner,
  game,
  createNetwork,
  games: most,
}: EvaluationOptions): Promise<Evaluation> {
  const { maxSteps } = game.spec(game.params.parse(learner.config.params));
  const isLong = maxSteps >= LONG_GAMES.from;
  const steps = isLong ? LONG_GAMES.steps : Math.min(LONGEST, maxSteps);
  const games = isLong ? Math.min(LONG_GAMES.games, most) : most;
  const shared = { learner, game, createNetwork, games, steps, seed: EVALUATION_SEED };
  const measures: Measure[] = [];
  const self = await playMatches({ ...shared, opponent: 'self' });
  measures.push(measureOf('self-play', perGame(self, 'all')));
  const scripted = scriptedPlayersOf(game.id);
  for (const name of OPPONENTS) {
    const opponent = scripted.get(name);
    if (opponent === undefined) continue;
    const rollout = await playMatches({ ...shared, opponent });
    measures.push(measureOf(`against ${name}`, perGame(rollout, 'first')));
    measures.push(measureOf(`${name} against it`, perGame(rollout, 'others')));
    if (game.id === 'ipd' && name === 'random') measures.push(...probe(rollout));
  }
  const own = (await ALGORITHMS[learner.config.algorithm].measures?.(learner)) ?? [];
  measures.push(...own.map(({ name, values }) => measureOf(name, values)));
  return {
    protocol: `${games} games of ${steps} steps each, seat 0 in all games against others; rewards per step, undiscounted, with the last weights.`,
    measures,
  };
}

function measureOf(name: string, values: readonly number[]): Measure {
  return { name, mean: mean(values), standardError: standardError(values), n: values.length, goal: null };
}

/** Mean reward per step of every game, over the seats that are asked for. */
function perGame(
  { rewards, playing, rows, seats, steps }: Rollout,
  which: 'all' | 'first' | 'others',
): readonly number[] {
  return Array.from({ length: rows / seats }, (_, game) => {
    let total = 0;
    let counted = 0;
    for (let seat = which === 'others' ? 1 : 0; seat < (which === 'first' ? 1 : seats); seat += 1) {
      for (let t = 0; t < steps; t += 1) {
        const cell = t * rows + game * seats + seat;
        if (playing[cell] === 0) continue;
        total += rewards[cell] as number;
        counted += 1;
      }
    }
    return total / counted;
  });
}

/** Shares of cooperation after each joint action, own move first; what never arose is left out. */
function probe(rollout: Rollout): readonly Measure[] {
  return Object.entries(cooperationBySituation(rollout)).flatMap(([situation, share]) =>
    Number.isNaN(share)
      ? []
      : [
          {
            name: situation === 'start' ? 'cooperates at the start' : `cooperates after ${situation}`,
            mean: share,
            standardError: null,
            n: rollout.rows / rollout.seats,
            goal: null,
          },
        ],
  );
}
