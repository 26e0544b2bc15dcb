import { rowsOf, type Floats } from './columns.ts';

export interface ModelledChanceInput {
  /** [N] How much more was got than the value of the situation, after the action that was taken. */
  readonly advantages: Floats;
  /** [N, A] Estimates of the same for every action. */
  readonly excess: Floats;
  /** [N] */
  readonly actions: Floats;
  /** Inverse temperature. */
  readonly beta: number;
}

/**
 * LOQA's model of a player's policy, Aghajohari et al. 2024, eq. 8: a softmax over its action values in which that of
 * the action it took is the return that followed, the others are estimates. The value of the situation drops out:
 *   pi(b_t) = exp(beta A_t) / (exp(beta A_t) + sum over b != b_t of exp(beta (Q(s_t, b) - V(s_t))))
 * @returns [N]   @throws RangeError if the arrays do not fit
 */
export function modelledChances({ advantages, excess, actions, beta }: ModelledChanceInput): Float32Array {
  rowsOf(1, { advantages, actions });
  const width = advantages.length === 0 ? 0 : excess.length / advantages.length;
  if (!Number.isInteger(width))
    throw new RangeError(`expected so many numbers for each of ${advantages.length}, got ${excess.length}`);
  return Float32Array.from(advantages, (advantage, n) => {
    let others = 0;
    for (let action = 0; action < width; action += 1) {
      if (action === actions[n]) continue;
      others += Math.exp(beta * ((excess[n * width + action] as number) - advantage));
    }
    return 1 / (1 + others);
  });
}
