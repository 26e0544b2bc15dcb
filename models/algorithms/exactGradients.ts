/**
 * Memory-one strategies of the prisoner's dilemma that climb exact gradients against a copy of themselves, whatever is
 * played: the rollouts only show what comes out of it.
 *   exact-gradient   naive learning, the control
 *   lola             Foerster et al. 2018, with the other's imagined step differentiated through
 *   pola             the same with the outer proximal step of Zhao et al. 2022
 * The game is the endless one with discount gamma: that it is cut after some rounds is left out, as in these papers.
 */
import { gaussian } from '../../shared/gaussian.ts';
import { ipd, type IpdParams } from '../../shared/games/ipd/game.ts';
import { RandomStream } from '../../shared/random.ts';
import type { TrainingConfig } from '../config.ts';
import { chances, lookaheadGradient, proximalStep } from '../exact/lookahead.ts';
import { memoryOneValue, type BySituation, type ExactGame } from '../exact/memoryOneValue.ts';
import type { Learner } from '../learner.ts';
import { annealed } from './annealed.ts';
import type { Algorithm, UpdateStats } from './algorithm.ts';
import { readTable, writeTable } from './memoryOneNetwork.ts';

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
      const game = gameOf(config);
      const own = iteration === 0 ? firstLogits(seed) : readTable(actor.network, 'actor');
      const next = step(own, game, { ...config, actorRate: config.actorRate * factor });
      return keep(learner, { own, next, game });
    },
  };
}

function whyNot(config: TrainingConfig, shapes: boolean): string | undefined {
  const { game, network, pool, opponents, entropy, gamma, shaping } = config;
  if (game !== 'ipd') return `expected the game ipd, got ${game}`;
  const { memory, encoder, sharing, actorLayers, criticLayers } = network;
  const layers = [encoder.length - 1, actorLayers.length, criticLayers.length];
  if (memory !== 0 || sharing !== 'separate' || layers.some((count) => count > 0))
    return 'expected separate networks of one encoder layer, without a memory or others';
  if (pool.share > 0 || opponents.length > 0) return 'expected self-play alone, got other players';
  if (entropy !== 0) return `expected entropy 0, got ${entropy}`;
  if (gamma >= 1) return `expected a gamma below 1, got ${gamma}`;
  if (shapes && shaping === undefined) return 'expected settings shaping, got none';
  return undefined;
}

function gameOf({ params, gamma }: TrainingConfig): ExactGame {
  const { payoffs, continuation }: IpdParams = ipd.params.parse(params);
  const { cc, cd, dc, dd } = payoffs;
  return { payoffs: [cc, cd, dc, dd], gamma: gamma * continuation };
}

/** Standard normal. */
function firstLogits(seed: number): BySituation {
  const rng = new RandomStream(seed, 'first logits');
  return UNSET.map(() => gaussian(rng));
}

const UNSET = [0, 0, 0, 0, 0];

interface Kept {
  readonly own: BySituation;
  readonly next: BySituation;
  readonly game: ExactGame;
}

/** The critic is given the values that it would have to learn. */
function keep({ actor, critic, target }: Learner, { own, next, game }: Kept): UpdateStats {
  const p = chances(next);
  writeTable(actor.network, 'actor', next);
  writeTable(critic.network, 'critic', memoryOneValue(p, p, game).ahead);
  target.parameters.set(critic.network.parameters);
  const entropies = p.map((x) => -(x * Math.log(x) + (1 - x) * Math.log1p(-x)));
  return {
    criticLoss: 0,
    actorNorm: Math.hypot(...next.map((logit, k) => logit - (own[k] as number))),
    entropy: entropies.reduce((sum, x) => sum + x, 0) / entropies.length,
  };
}
