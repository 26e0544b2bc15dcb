import { rowsOf, type Floats } from './columns.ts';

/**
 * Removes from the next values what is mere luck of the draw: per timestep, the part that a linear regression
 * explains by something that no action can influence (in Negotiation, how many items of the next deal the
 * player values highly). The advantage keeps its expectation and loses that noise.
 * @param nextValues [T, N]   @param luck [T, N], of the state after step t   @returns [T, N]
 */
export function removeLuck(steps: number, nextValues: Floats, luck: Floats): Float32Array {
  const rows = rowsOf(steps, { nextValues, luck });
  const out = Float32Array.from(nextValues);
  for (let start = 0; start < out.length; start += rows) {
    const meanLuck = mean(luck, start, rows);
    const meanValue = mean(nextValues, start, rows);
    let covariance = 0;
    let variance = 0;
    for (let i = start; i < start + rows; i += 1) {
      const x = (luck[i] as number) - meanLuck;
      covariance += x * ((nextValues[i] as number) - meanValue);
      variance += x * x;
    }
    const slope = variance > 0 ? covariance / variance : 0;
    for (let i = start; i < start + rows; i += 1) {
      out[i] = (nextValues[i] as number) - slope * ((luck[i] as number) - meanLuck);
    }
  }
  return out;
}

function mean(values: Floats, start: number, count: number): number {
  let total = 0;
  for (let i = start; i < start + count; i += 1) total += values[i] as number;
  return total / count;
}
