import { learnerNetworks } from '../checkpoints/learnerNetworks.ts';
import type { Networks } from '../checkpoints/weights.ts';
import type { UpdateStats } from '../algorithms/algorithm.ts';
import { freeParameters, type Learner } from '../learner.ts';
import type { ActionScope } from '../networks/actionHead.ts';

/** Weights that a run can fall back to. */
export interface GoodWeights {
  readonly iteration: number;
  readonly networks: Networks;
}

/** What helped whoever had a collapse. */
const ADVICE =
  'give it more entropy (entropy, finalEntropy) or smaller steps (actorRate, alignment.beta), or other bounds if this is right (collapse)';

/**
 * Watches over a learner. Broken is one whose parameters or figures are not finite; collapsed one that has shown a
 * sign of it for as many iterations in a row as the config says: then nothing else is tried any more, or no slope
 * gets through, and nothing can be learned. Signs over discrete actions: entropy below a floor. Over continuous ones,
 * whose entropy is relative to the box and may well be negative: hardly any of the box tried; spread at its least;
 * means at the ends, where squashing lets no slope through.
 */
export class Health {
  readonly #learner: Learner;
  readonly #good: Networks;
  #goodIteration: number;
  /** Iterations in a row with a sign of a collapse. */
  #silent = 0;

  constructor(learner: Learner) {
    this.#learner = learner;
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
    const sign = signOfCollapse(this.#learner, stats);
    if (sign !== undefined) {
      this.#silent += 1;
      if (this.#silent < config.collapse.iterations) return undefined;
      return `iteration ${iteration}: the policy has collapsed, for ${this.#silent} iterations in a row ${sign}; ${ADVICE}`;
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
      let sum = 0;
      for (let i = 0; i < parameters.length; i += 1) sum += parameters[i] as number;
      if (!Number.isFinite(sum)) return `${sum} among the weights of the ${name}`;
    }
    return undefined;
  }
}

function signOfCollapse(learner: Learner, { entropy }: UpdateStats): string | undefined {
  const { head, actor, config } = learner;
  const { collapse } = config;
  const { scope } = head;
  if (scope === undefined) {
    return entropy < collapse.entropy ? `its entropy was below ${collapse.entropy} nats` : undefined;
  }
  const share = Math.exp((entropy - scope.largestEntropy) / head.outputs);
  if (share < collapse.share) return `it tried less than ${100 * collapse.share} % of the range of actions`;
  if (scope.isNarrowest(freeParameters(head, actor.network))) return 'its log-std was at its floor';
  if (meanSlack(learner, scope) < collapse.slack)
    return `its means were at the ends of the range, where less than ${collapse.slack} of a slope gets through`;
  return undefined;
}

/** Over the cells of the last forward pass. */
function meanSlack({ actor, head }: Learner, scope: ActionScope): number {
  const outputs = actor.network.outputs('actor');
  const { width } = actor.network.layout.heads.actor as { readonly width: number };
  const free = freeParameters(head, actor.network);
  let total = 0;
  for (let offset = 0; offset < outputs.length; offset += width) {
    total += scope.slack({ outputs, offset, free });
  }
  return (total * width) / outputs.length;
}
