/**
 * LOQA, Aghajohari et al. 2024: the other acts by a softmax over its action values, and these depend on what oneself
 * does next. By theorem 2 of Duque et al. 2024 (eq. 12) the gradient is that of Advantage Alignment in which each own
 * advantage of the past counts by how far the other's action could still have been another one:
 *   A1_t + beta * sum over k < t of gamma (gamma lambda)^(t-k-1) (1 - pi(b_k | s_k)) A1_k * A2_t   (kernel 'lambda')
 * with pi as in `modelledChances`, and beta its inverse temperature, which the paper leaves at 1.
 *
 * Simpler than the original: the critic tells V and Q - V apart, both from lambda-returns; advantages are TD errors or
 * GAE, centred, and constants; past selves are valued by today's critic.
 */
import { learnsInMinibatches, type Learner } from '../learner.ts';
import { alignmentTerm } from '../returns/alignment.ts';
import { modelledChances } from '../returns/modelledChance.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { readExcess, writeActionValueSlopes } from './actionValues.ts';
import type { Algorithm } from './algorithm.ts';
import { learnInPasses } from './passes.ts';
import { estimate, prepared, type Estimates } from './values.ts';

export const loqa: Algorithm = {
  id: 'loqa',
  whyNot: (config, { actions, numSeats }) => {
    if (actions.kind !== 'discrete') return 'expected a game with discrete actions, got continuous ones';
    if (numSeats !== 2) return `expected a game of two seats, got ${numSeats}`;
    if (learnsInMinibatches(config)) return 'expected fresh episodes and one minibatch, got others';
    return undefined;
  },
  async update(learner, rollout) {
    const estimates = await estimate(learner, rollout);
    const weights = shapingAdvantages(learner, rollout, estimates);
    return learnInPasses(learner, rollout, {
      ...estimates,
      weightOf: (cell) => weights[cell] as number,
      passes: 1,
      writeCritic: writeActionValueSlopes,
    });
  },
};

/** [T, N] */
function shapingAdvantages(learner: Learner, rollout: Rollout, { advantages }: Estimates): Float32Array {
  const { gamma, alignment } = learner.config;
  const { steps, seats, decisions, terminated, truncated } = rollout;
  const excess = readExcess(learner, rollout);
  const chances = modelledChances({ advantages, excess, actions: decisions, beta: alignment.beta });
  const own = prepared(learner, advantages, rollout);
  // The seats of a game stand side by side: the other of an even cell is the next one.
  const open = own.map((advantage, cell) => advantage * (1 - (chances[cell ^ 1] as number)));
  const done = terminated.map((over, i) => over | (truncated[i] as number));
  const term = alignmentTerm({ ...alignment, steps, seats, gamma, done, advantages: open, othersFrom: own });
  return own.map((advantage, i) => advantage + alignment.beta * (term[i] as number));
}
