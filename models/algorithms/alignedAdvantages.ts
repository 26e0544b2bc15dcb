import type { Learner } from '../learner.ts';
import { alignmentTerm } from '../returns/alignment.ts';
import type { Rollout } from '../rollout/rollout.ts';

/**
 * A* = A + beta * alignment term, Duque et al. 2024, eq. 9-10 and 66; the past begins anew with every episode.
 * @param advantages [T, N], prepared   @param past what is added to the factor of the own past; see `alignmentTerm`
 */
export function alignedAdvantages(
  { config }: Learner,
  { steps, seats, terminated, truncated }: Rollout,
  advantages: Float32Array,
  past?: { readonly added: number },
): Float32Array {
  const { gamma, alignment } = config;
  const done = terminated.map((over, i) => over | (truncated[i] as number));
  const term = alignmentTerm({ steps, seats, advantages, gamma, done, ...alignment, ...past });
  return advantages.map((advantage, i) => advantage + alignment.beta * (term[i] as number));
}
