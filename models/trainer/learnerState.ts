import type { Learner } from '../learner.ts';

/** All of a learner that an update changes. */
export interface LearnerState {
  readonly iteration: number;
  /** Updates that Adam has made, by network. */
  readonly updates: Readonly<Record<string, number>>;
  /** The learner's own arrays by name, e.g. `actor.adam.mean`; not copies. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
}

export function learnerState(learner: Learner): LearnerState {
  const { actor, critic, target, iteration } = learner;
  const arrays = new Map<string, Float32Array>();
  const updates: Record<string, number> = {};
  for (const [name, { network, adam }] of Object.entries(actor === critic ? { actor } : { actor, critic })) {
    arrays.set(`${name}.parameters`, network.parameters);
    arrays.set(`${name}.adam.mean`, adam.engine.mean);
    arrays.set(`${name}.adam.square`, adam.engine.square);
    updates[name] = adam.updates;
  }
  if (target !== critic.network) arrays.set('target.parameters', target.parameters);
  return { iteration, updates, arrays };
}

/**
 * Puts a fresh learner of the same config where another one was.
 * @throws RangeError if the state is of other networks
 */
export function restoreLearner(learner: Learner, state: LearnerState): void {
  const { arrays } = learnerState(learner);
  for (const [name, array] of arrays) {
    const saved = state.arrays.get(name);
    if (saved?.length !== array.length)
      throw new RangeError(`expected ${array.length} numbers for ${name}, got ${saved?.length ?? 'none'}`);
    array.set(saved);
  }
  for (const [name, updates] of Object.entries(state.updates)) {
    if (name === 'actor') learner.actor.adam.updates = updates;
    else learner.critic.adam.updates = updates;
  }
  learner.iteration = state.iteration;
}
