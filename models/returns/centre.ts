import { rowsOf, type Floats } from './columns.ts';

/**
 * Subtracts from every entry the mean over the rows of its timestep that count. The alignment product needs
 * advantages whose mean is 0 at every t: a critic that is off by a constant would otherwise turn the
 * cumulated own advantage into a constant of one sign.
 * @param values [T, N]   @param counts [T, N] or absent; rows with 0 are left out of the mean and become 0
 * @returns [T, N]
 */
export function centrePerTimestep(steps: number, values: Floats, counts?: Uint8Array): Float32Array {
  const rows = rowsOf(steps, counts === undefined ? { values } : { values, counts });
  const centred = new Float32Array(values.length);
  for (let t = 0; t < steps; t += 1) {
    let total = 0;
    let counted = 0;
    for (let i = t * rows; i < (t + 1) * rows; i += 1) {
      if (counts?.[i] === 0) continue;
      total += values[i] as number;
      counted += 1;
    }
    const mean = counted > 0 ? total / counted : 0;
    for (let i = t * rows; i < (t + 1) * rows; i += 1) {
      centred[i] = counts?.[i] === 0 ? 0 : (values[i] as number) - mean;
    }
  }
  return centred;
}
