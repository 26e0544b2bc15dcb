import { groupOf } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import type { BySituation } from '../exact/memoryOneValue.ts';

/**
 * A network without memory whose first five units tell the situations of the prisoner's dilemma apart, exactly: one is
 * 1, all others are 0. Rows of the first layer: own C, own D, the other's C, the other's D.
 */
const UNITS = [
  { weights: [-1, -1, -1, -1], bias: 1 },
  { weights: [1, 0, 1, 0], bias: -1 },
  { weights: [1, 0, 0, 1], bias: -1 },
  { weights: [0, 1, 1, 0], bias: -1 },
  { weights: [0, 1, 0, 1], bias: -1 },
] as const;

/** Makes the network's first output a table, and all others 0. */
export function writeTable(network: RecurrentNetwork, head: string, table: BySituation): void {
  const { parameters, layout } = network;
  parameters.fill(0);
  const weights = groupOf(layout, 'encoder.0.weights');
  const bias = groupOf(layout, 'encoder.0.bias');
  const { offset, width } = groupOf(layout, `${head}.0.weights`);
  for (const [unit, one] of UNITS.entries()) {
    for (const [row, weight] of one.weights.entries())
      parameters[weights.offset + row * weights.width + unit] = weight;
    parameters[bias.offset + unit] = one.bias;
    parameters[offset + unit * width] = table[unit] as number;
  }
}

/** @returns [5] what `writeTable` wrote */
export function readTable({ parameters, layout }: RecurrentNetwork, head: string): BySituation {
  const { offset, width } = groupOf(layout, `${head}.0.weights`);
  return UNITS.map((_, unit) => parameters[offset + unit * width] as number);
}
