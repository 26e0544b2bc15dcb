import type { Learner } from '../learner.ts';
import { huber, huberSlope } from '../losses/huber.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { placeOf, writeCriticSlopes, type WriteCriticSlopes } from './steps.ts';

/**
 * How much more each action is worth than the situation, Q(s, a) - V(s), as the critic that has just computed says: its
 * outputs are V and then these.
 * @returns [T, N, A]
 */
export function readExcess({ critic, head }: Learner, rollout: Rollout): Float32Array {
  const { steps, rows, order } = rollout;
  const outputs = critic.network.outputs('critic');
  const { width } = critic.network.layout.heads.critic as { readonly width: number };
  const excess = new Float32Array(steps * rows * head.outputs);
  for (let t = 0; t < steps; t += 1) {
    for (const [i, row] of order.entries()) {
      const from = (t * rows + i) * width + 1;
      excess.set(outputs.subarray(from, from + head.outputs), (t * rows + row) * head.outputs);
    }
  }
  return excess;
}

/** Besides the value, teaches the critic what the action that was taken is worth over it; the value stays out of that. */
export const writeActionValueSlopes: WriteCriticSlopes = (rollout, lesson, { targets, count }) => {
  const loss = writeCriticSlopes(rollout, lesson, { targets, count });
  const { critic, cells, rows, rowsOf } = lesson;
  const { width } = critic.layout.heads.critic as { readonly width: number };
  const outputs = critic.outputs('critic');
  const slopes = critic.outputSlopes('critic');
  let more = 0;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as number;
    if (cell < 0 || rollout.learnable[cell] === 0) continue;
    const value = placeOf(i, rows, rowsOf.critic) * width;
    const place = value + 1 + (rollout.decisions[cell] as number);
    const error = (outputs[value] as number) + (outputs[place] as number) - (targets[cell] as number);
    more += huber(error) / count;
    slopes[place] = huberSlope(error) / count;
  }
  return loss + more;
};
