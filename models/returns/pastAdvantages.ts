import { rowsOf, type Floats } from './columns.ts';

/**
 * How an agent's past advantages are weighed in the alignment term (Duque et al. 2024). With t counted from
 * the start of the episode and sums over k < t:
 *   eq8     gamma^(t+1) * sum gamma^(t-k) A_k       the printed non-proximal form
 *   eq10    gamma * sum gamma^(t-k) A_k             the printed proximal form (eq. 62 drops gamma^(t-k): misprint)
 *   eq59    sum A_k / (1 + t)                       the printed practical form
 *   mean    sum A_k / t                             what the authors' Negotiation and Commons code divides by
 *   lambda  sum gamma (gamma lambda)^(t-k-1) A_k    what the loaded-DiCE code of IPD and Coin amounts to
 */
export type AlignmentKernel = 'eq8' | 'eq10' | 'eq59' | 'mean' | 'lambda';

export interface PastAdvantagesInput {
  readonly steps: number;
  /** [T, N] */
  readonly advantages: Floats;
  readonly kernel: AlignmentKernel;
  /** In [0, 1]. */
  readonly gamma: number;
  /** In [0, 1]; kernel 'lambda' only. */
  readonly lambda: number;
  /** [T, N] or absent; 1 where an episode ended: the sum starts anew after it. */
  readonly done?: Uint8Array;
}

/**
 * The factor of the alignment term that comes from an agent's own past; 0 at the start of an episode.
 * @returns [T, N]   @throws RangeError if the arrays differ in length
 */
export function pastAdvantages(input: PastAdvantagesInput): Float32Array {
  const { steps, advantages, kernel, gamma, lambda, done } = input;
  const rows = rowsOf(steps, done === undefined ? { advantages } : { advantages, done });
  const shape = KERNELS[kernel];
  const decay = shape.decay(gamma, lambda);
  const out = new Float32Array(advantages.length);
  for (let row = 0; row < rows; row += 1) {
    let decayed = 0; // sum over k < t of decay^(t-k-1) A_k
    let t = 0;
    for (let i = row; i < out.length; i += rows) {
      out[i] = decayed * shape.scale(gamma, t);
      decayed = decay * decayed + (advantages[i] as number);
      t += 1;
      if (done?.[i] === 1) [decayed, t] = [0, 0];
    }
  }
  return out;
}

/** sum over k < t of decay^(t-k-1) A_k, times scale(t). */
interface KernelShape {
  decay(gamma: number, lambda: number): number;
  scale(gamma: number, t: number): number;
}

const KERNELS: Readonly<Record<AlignmentKernel, KernelShape>> = {
  eq8: { decay: (gamma) => gamma, scale: (gamma, t) => gamma ** (t + 2) },
  eq10: { decay: (gamma) => gamma, scale: (gamma) => gamma ** 2 },
  eq59: { decay: () => 1, scale: (_gamma, t) => 1 / (1 + t) },
  mean: { decay: () => 1, scale: (_gamma, t) => (t === 0 ? 0 : 1 / t) },
  lambda: { decay: (gamma, lambda) => gamma * lambda, scale: (gamma) => gamma },
};
