import { rowsOf, type Floats } from './columns.ts';

/**
 * Removes from the next values what is mere luck of the draw: per timestep, the part that a linear regression
 * explains by something that no action can influence (in Negotiation, how many items of the next deal the
 * player values highly). The advantage keeps its expectation and loses that noise.
 * @param nextValues [T, N]   @param luck [T, N], of the state after step t
 * @param sumOverAll adds the sums of those who hold other rows of the same batch, in place
 * @returns [T, N]
 */
export function removeLuck(
  steps: number,
  nextValues: Floats,
  luck: Floats,
  sumOverAll: (sums: Float64Array) => void = () => undefined,
): Float32Array {
  const rows = rowsOf(steps, { nextValues, luck });
  // [T, 5]: rows, luck, values, luck * values, luck squared.
  const sums = new Float64Array(5 * steps);
  for (let i = 0; i < luck.length; i += 1) {
    const [x, y] = [luck[i] as number, nextValues[i] as number];
    const at = 5 * Math.floor(i / rows);
    sums[at]! += 1;
    sums[at + 1]! += x;
    sums[at + 2]! += y;
    sums[at + 3]! += x * y;
    sums[at + 4]! += x * x;
  }
  sumOverAll(sums);
  const out = new Float32Array(luck.length);
  for (let t = 0; t < steps; t += 1) {
    const [count, x, y, xy, xx] = sums.subarray(5 * t, 5 * t + 5) as unknown as Five;
    const variance = xx - (x * x) / count;
    // What rounding leaves of a luck that is the same for all is no luck.
    const slope = variance > 1e-12 * xx ? (xy - (x * y) / count) / variance : 0;
    for (let i = t * rows; i < (t + 1) * rows; i += 1)
      out[i] = (nextValues[i] as number) - slope * ((luck[i] as number) - x / count);
  }
  return out;
}

type Five = readonly [number, number, number, number, number];
