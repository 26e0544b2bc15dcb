import type { Learner } from '../learner.ts';
import type { Networks } from './weights.ts';

/** What of a learner its checkpoints keep: what acts and what values, not what only training needs. */
export function learnerNetworks({ actor, critic }: Learner): Networks {
  if (actor === critic) return { policy: actor.network };
  return { actor: actor.network, critic: critic.network };
}
