/**
 * Memory-one strategies of the prisoner's dilemma that climb exact gradients against a copy of themselves, whatever is
 * played: the rollouts only show what comes out of it.
 *   exact-gradient   naive learning, the control
 *   lola             Foerster et al. 2018, with the other's imagined step differentiated through
 *   pola             the same with the outer proximal step of Zhao et al. 2022
 * The game is the endless one with discount gamma: that it is cut after some rounds is left out, as in these papers.
 */
import { gaussian } from '../../shared/gaussian.ts';
import { RandomStream } from '../../shared/random.ts';
import type { TrainingConfig } from '../config.ts';
import { lookaheadGradient, proximalStep } from '../exact/lookahead.ts';
import type { BySituation, ExactGame } from '../exact/memoryOneValue.ts';
import { annealed } from './annealed.ts';
import type { Algorithm } from './algorithm.ts';
import { exactGameOf, keepStrategy, whyNotMemoryOne } from './memoryOneLearner.ts';
import { readTable } from './memoryOneNetwork.ts';
import { fixedAgainstNaive } from './naiveLearners.ts';

type Step = (own: BySituation, game: ExactGame, config: TrainingConfig) => BySituation;

const climb =
  (rateOf: (config: TrainingConfig) => number): Step =>
  (own, game, config) => {
    const gradient = lookaheadGradient({ own, other: own, game, rate: rateOf(config) });
    return own.map((logit, k) => logit + config.actorRate * (gradient[k] as number));
  };

export const exactGradient = exact(
  'exact-gradient',
  climb(() => 0),
);

export const lola = exact(
  'lola',
  climb(({ shaping }) => shaping?.lookahead ?? 0),
);

export const pola = exact('pola', (own, game, { actorRate, shaping }) =>
  proximalStep({
    own,
    other: own,
    game,
    rate: shaping?.lookahead ?? 0,
    ascent: actorRate,
    pull: shaping?.pull ?? 0,
    steps: shaping?.steps ?? 1,
  }),
);

function exact(id: string, step: Step): Algorithm {
  return {
    id,
    whyNot: (config) => whyNot(config, id !== 'exact-gradient'),
    async update(learner) {
      const { actor, config, iteration, seed } = learner;
      const factor = annealed(config.finalRate, iteration / config.iterations);
      const game = exactGameOf(config);
      const own = iteration === 0 ? firstLogits(seed) : readTable(actor.network, 'actor');
      const next = step(own, game, { ...config, actorRate: config.actorRate * factor });
      return keepStrategy(learner, { own, next, game });
    },
    measures: ({ actor, config }) =>
      fixedAgainstNaive(readTable(actor.network, 'actor'), exactGameOf(config)),
  };
}

function whyNot(config: TrainingConfig, shapes: boolean): string | undefined {
  const missing = whyNotMemoryOne(config);
  if (missing !== undefined) return missing;
  return shapes && config.shaping === undefined ? 'expected settings shaping, got none' : undefined;
}

/** Standard normal. */
function firstLogits(seed: number): BySituation {
  const rng = new RandomStream(seed, 'first logits');
  return UNSET.map(() => gaussian(rng));
}

const UNSET = [0, 0, 0, 0, 0];
