import { inputWidth, type Inputs } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { copyRows } from './inputs.ts';
import type { Rollout } from './rollout.ts';

/**
 * Lets a network that keeps whole rollouts see all its steps of one.
 * @param inputs the rollout's for actors or for critics   @param rows how many of the rollout's order
 */
export function readWhole(
  network: RecurrentNetwork,
  inputs: Inputs,
  rollout: Pick<Rollout, 'order' | 'rows'>,
  rows: number,
): void {
  network.use(rows);
  const { observations, layout, shape } = network;
  const order = rollout.order.subarray(0, rows);
  const width = inputWidth(layout.spec);
  for (let t = 0; t < shape.steps; t += 1)
    copyRows(inputs, t * rollout.rows, order, { out: observations, firstOut: t * rows, width });
}
