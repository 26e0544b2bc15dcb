import { rowsOf, type Floats } from './columns.ts';

/**
 * Subtracts from every entry the mean over the rows of its timestep that count. The alignment product needs
 * advantages whose mean is 0 at every t: a critic that is off by a constant would otherwise turn the
 * cumulated own advantage into a constant of one sign.
 * @param values [T, N]
 * @param groups [T, N] or absent; those with 1 and those with 2 are centred apart, those with 0 are left out and become 0
 * @param sumOverAll adds the sums of those who hold other rows of the same batch, in place
 * @returns [T, N]
 */
export function centrePerTimestep(
  steps: number,
  values: Floats,
  groups?: Uint8Array,
  sumOverAll: (sums: Float64Array) => void = () => undefined,
): Float32Array {
  const rows = rowsOf(steps, groups === undefined ? { values } : { values, groups });
  const centred = new Float32Array(values.length);
  // [T, GROUPS, 2]: total and number.
  const sums = new Float64Array(steps * GROUPS * 2);
  for (let i = 0; i < values.length; i += 1) {
    const group = groups === undefined ? 1 : (groups[i] as number);
    if (group === 0) continue;
    const at = 2 * (GROUPS * Math.floor(i / rows) + group - 1);
    sums[at]! += values[i] as number;
    sums[at + 1]! += 1;
  }
  sumOverAll(sums);
  for (let i = 0; i < values.length; i += 1) {
    const group = groups === undefined ? 1 : (groups[i] as number);
    if (group === 0) continue;
    const at = 2 * (GROUPS * Math.floor(i / rows) + group - 1);
    centred[i] = (values[i] as number) - (sums[at] as number) / (sums[at + 1] as number);
  }
  return centred;
}

const GROUPS = 2;
