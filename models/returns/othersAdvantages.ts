import type { Floats } from './columns.ts';

/**
 * For every seat the sum of what the other seats of its game have, Duque et al. 2024, eq. 66: sum_{j != i} A^j_t.
 * @param values [T, B * S], the S seats of a game side by side   @param seats S
 * @returns [T, B * S]   @throws RangeError if the length is not a multiple of S
 */
export function othersAdvantages(values: Floats, seats: number): Float32Array {
  if (values.length % seats !== 0) {
    throw new RangeError(`expected a multiple of ${seats} seats, got ${values.length} values`);
  }
  const others = new Float32Array(values.length);
  for (let game = 0; game < values.length; game += seats) {
    let total = 0;
    for (let seat = 0; seat < seats; seat += 1) total += values[game + seat] as number;
    for (let seat = 0; seat < seats; seat += 1) others[game + seat] = total - (values[game + seat] as number);
  }
  return others;
}
