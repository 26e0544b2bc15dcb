import { rowsOf, type Floats } from './columns.ts';

/**
 * Subtracts from every entry the mean over the rows of its timestep that count. The alignment product needs
 * advantages whose mean is 0 at every t: a critic that is off by a constant would otherwise turn the
 * cumulated own advantage into a constant of one sign.
 * @param values [T, N]   @param counts [T, N] or absent; rows with 0 are left out of the mean and become 0
 * @param sumOverAll adds the sums of those who hold other rows of the same batch, in place
 * @returns [T, N]
 */
export function centrePerTimestep(
  steps: number,
  values: Floats,
  counts?: Uint8Array,
  sumOverAll: (sums: Float64Array) => void = () => undefined,
): Float32Array {
  const rows = rowsOf(steps, counts === undefined ? { values } : { values, counts });
  const centred = new Float32Array(values.length);
  // [T, 2]: total and number of those that count.
  const sums = new Float64Array(2 * steps);
  for (let i = 0; i < values.length; i += 1) {
    if (counts?.[i] === 0) continue;
    const t = Math.floor(i / rows);
    sums[2 * t]! += values[i] as number;
    sums[2 * t + 1]! += 1;
  }
  sumOverAll(sums);
  for (let t = 0; t < steps; t += 1) {
    const [total, counted] = [sums[2 * t] as number, sums[2 * t + 1] as number];
    const mean = counted > 0 ? total / counted : 0;
    for (let i = t * rows; i < (t + 1) * rows; i += 1) {
      centred[i] = counts?.[i] === 0 ? 0 : (values[i] as number) - mean;
    }
  }
  return centred;
}
