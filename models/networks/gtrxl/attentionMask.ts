/** Added to a score that must not count: its softmax weight is exactly 0 in float32. */
const HIDDEN = -1e9;

/**
 * What each step may attend to: itself and at most `context` steps before it, as far as they are remembered. Keys 0
 * to C - 1 are the memory, oldest first; key C + t is step t.
 * @param counts steps that each row remembers from before, 0 to context; [r]   @param steps T
 * @returns [r, T, C + T], 0 or a number so low that the key does not count
 */
export function attentionMask(counts: ArrayLike<number>, context: number, steps: number): Float32Array {
  const keys = context + steps;
  const mask = new Float32Array(counts.length * steps * keys).fill(HIDDEN);
  for (let row = 0; row < counts.length; row += 1) {
    const oldest = context - (counts[row] as number);
    for (let t = 0; t < steps; t += 1) {
      const first = (row * steps + t) * keys;
      mask.fill(0, first + Math.max(t, oldest), first + context + t + 1);
    }
  }
  return mask;
}
