/** One row and one layer: what a step attends to, in slots of the row's memory. */
export interface RowAttentionInput {
  /** [W] */
  readonly query: Float32Array;
  readonly key: Float32Array;
  readonly value: Float32Array;
  /** [context, W], step n in slot n modulo context. */
  readonly pastKeys: Float32Array;
  readonly pastValues: Float32Array;
  /** Steps before this one; those farther back than the context are gone. */
  readonly stepsBefore: number;
  /** W_(k,R) R, [context + 1, W], the farthest first. */
  readonly positions: Float32Array;
  /** u and v, [W] */
  readonly contentBias: Float32Array;
  readonly positionBias: Float32Array;
  readonly attentionHeads: number;
}

/** The same as `relativeAttention` for one step of one row, in plain loops.  @param mixed [W], overwritten */
export function rowAttention(input: RowAttentionInput, mixed: Float32Array): void {
  const { query, attentionHeads, pastKeys, stepsBefore } = input;
  const context = pastKeys.length / query.length;
  const count = Math.min(stepsBefore, context);
  const width = query.length / attentionHeads;
  const weights = new Float64Array(count + 1);
  for (let head = 0; head < attentionHeads; head += 1) {
    const columns = { from: head * width, to: (head + 1) * width };
    softmaxScores(input, columns, weights);
    mixed.fill(0, columns.from, columns.to);
    for (let age = 0; age <= count; age += 1) {
      const values = age === 0 ? input.value : input.pastValues;
      const at = age === 0 ? 0 : ((stepsBefore - age) % context) * query.length;
      const weight = weights[age] as number;
      for (let i = columns.from; i < columns.to; i += 1) {
        mixed[i] = (mixed[i] as number) + weight * (values[at + i] as number);
      }
    }
  }
}

interface Columns {
  readonly from: number;
  readonly to: number;
}

/** @param weights by age, overwritten */
function softmaxScores(input: RowAttentionInput, { from, to }: Columns, weights: Float64Array): void {
  const { query, positions, contentBias, positionBias, stepsBefore } = input;
  const context = input.pastKeys.length / query.length;
  const scale = 1 / Math.sqrt(to - from);
  let largest = -Infinity;
  for (let age = 0; age < weights.length; age += 1) {
    const keys = age === 0 ? input.key : input.pastKeys;
    const key = age === 0 ? 0 : ((stepsBefore - age) % context) * query.length;
    const position = (context - age) * query.length;
    let score = 0;
    for (let i = from; i < to; i += 1) {
      const q = query[i] as number;
      score += (q + (contentBias[i] as number)) * (keys[key + i] as number);
      score += (q + (positionBias[i] as number)) * (positions[position + i] as number);
    }
    weights[age] = score * scale;
    largest = Math.max(largest, score * scale);
  }
  let total = 0;
  for (let age = 0; age < weights.length; age += 1) {
    weights[age] = Math.exp((weights[age] as number) - largest);
    total += weights[age] as number;
  }
  for (let age = 0; age < weights.length; age += 1) weights[age] = (weights[age] as number) / total;
}
