import { META_INPUTS } from '../exact/metaGame.ts';
import { layOut } from '../networks/layout.ts';

/** Name of the parameters of M-FOS' own policy among those of the strategy that it plays. */
export const META = 'actor.meta';

/** Numbers of a strategy. */
const OUTPUTS = 5;

/** How many parameters that policy has, its value and spread included. @param encoder widths of its layers */
export function metaParameters(encoder: readonly number[]): number {
  const heads = { actor: { layers: [], outputs: OUTPUTS }, critic: { layers: [], outputs: 1 } };
  return layOut({ inputs: META_INPUTS, encoder, memory: 0, heads, free: { spread: 1 } }).length;
}
