import { gaussian } from '../../shared/gaussian.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import type { NetworkLayout, ParameterGroup } from './layout.ts';

/**
 * Fresh parameters: weights are normal with variance 1 / (number of inputs; of features that can be on at a time,
 * where they come as lists), row vectors begin as their group says. Each group draws from its own stream (seed,
 * 'weights <network> <group>'), so a new group never shifts another.
 * @param network name that keeps the networks of one seed apart, e.g. 'actor'   @returns [P]
 */
export function initialise(layout: NetworkLayout, seed: Seed, network: string): Float32Array {
  const parameters = new Float32Array(layout.length);
  for (const group of layout.groups) {
    if (group.rows === 1) {
      parameters.fill(group.initial, group.offset, group.offset + group.columns);
      continue;
    }
    const isTable = layout.spec.longest !== undefined && group === layout.encoder[0]?.weights;
    const inputs = isTable ? layout.spec.longest : group.rows;
    fill(parameters, group, inputs, new RandomStream(seed, `weights ${network} ${group.name}`));
  }
  return parameters;
}

function fill(parameters: Float32Array, group: ParameterGroup, inputs: number, rng: RandomStream): void {
  const scale = 1 / Math.sqrt(inputs);
  for (let row = 0; row < group.rows; row += 1) {
    for (let column = 0; column < group.columns; column += 1) {
      parameters[group.offset + row * group.width + column] = scale * gaussian(rng);
    }
  }
}
