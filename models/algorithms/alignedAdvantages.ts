import type { Learner } from '../learner.ts';
import { alignmentTerm, type AlignmentInput } from '../returns/alignment.ts';
import type { Rollout } from '../rollout/rollout.ts';

/**
 * A* = A + beta * alignment term, Duque et al. 2024, eq. 9-10 and 66; the past begins anew with every episode.
 * @param advantages [T, N], prepared   @param changes over the config's; see `alignmentTerm`
 */
export function alignedAdvantages(
  { config }: Learner,
  { steps, seats, terminated, truncated }: Rollout,
  advantages: Float32Array,
  changes: Pick<AlignmentInput, 'added' | 'masked'> = {},
): Float32Array {
  const { gamma, alignment } = config;
  const done = terminated.map((over, i) => over | (truncated[i] as number));
  const term = alignmentTerm({ steps, seats, advantages, gamma, done, ...alignment, ...changes });
  return advantages.map((advantage, i) => advantage + alignment.beta * (term[i] as number));
}
