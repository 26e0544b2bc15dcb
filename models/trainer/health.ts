import type { GameSpec } from '../../shared/game.ts';
import { learnerNetworks } from '../checkpoints/learnerNetworks.ts';
import type { Networks } from '../checkpoints/weights.ts';
import type { UpdateStats } from '../algorithms/algorithm.ts';
import type { Learner } from '../learner.ts';

/** Weights that a run can fall back to. */
export interface GoodWeights {
  readonly iteration: number;
  readonly networks: Networks;
}

/**
 * Watches over a learner. Broken is one whose parameters or figures are not finite; collapsed one over discrete
 * actions whose entropy has been below the config's floor for as many iterations in a row as it says: then
 * nothing is tried any more, and nothing can be learned. A squashed Gaussian has no such floor: its entropy is
 * relative to the box and may well be negative.
 */
export class Health {
  readonly #learner: Learner;
  readonly #isDiscrete: boolean;
  readonly #good: Networks;
  #goodIteration: number;
  #silent = 0;

  constructor(learner: Learner, { actions }: GameSpec) {
    this.#learner = learner;
    this.#isDiscrete = actions.kind === 'discrete';
    this.#good = Object.fromEntries(
      Object.entries(learnerNetworks(learner)).map(([name, { layout, parameters }]) => [
        name,
        { layout, parameters: parameters.slice() },
      ]),
    );
    this.#goodIteration = learner.iteration;
  }

  /** The last weights that were neither broken nor silent. */
  get good(): GoodWeights {
    return { iteration: this.#goodIteration, networks: this.#good };
  }

  /** To be called after every iteration.  @returns what is wrong, in words */
  check(stats: UpdateStats): string | undefined {
    const { iteration, config } = this.#learner;
    const odd = this.#notFinite(stats);
    if (odd !== undefined) return `iteration ${iteration}: expected finite numbers, got ${odd}`;
    if (this.#isDiscrete && stats.entropy < config.collapse.entropy) {
      this.#silent += 1;
      if (this.#silent < config.collapse.iterations) return undefined;
      return `iteration ${iteration}: the policy has collapsed, its entropy was below ${config.collapse.entropy} nats for ${this.#silent} iterations`;
    }
    this.#silent = 0;
    for (const [name, { parameters }] of Object.entries(learnerNetworks(this.#learner))) {
      this.#good[name]?.parameters.set(parameters);
    }
    this.#goodIteration = iteration;
    return undefined;
  }

  #notFinite(stats: UpdateStats): string | undefined {
    for (const [name, value] of Object.entries(stats)) {
      if (!Number.isFinite(value)) return `${value} as ${name}`;
    }
    for (const [name, { parameters }] of Object.entries(learnerNetworks(this.#learner))) {
      // A sum is finite exactly if all of its few ten thousand moderate terms are.
      const sum = parameters.reduce((total, x) => total + x, 0);
      if (!Number.isFinite(sum)) return `${sum} among the weights of the ${name}`;
    }
    return undefined;
  }
}
