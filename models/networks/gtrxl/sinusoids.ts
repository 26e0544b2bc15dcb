/** Longest wave, in steps over 2 pi (Vaswani et al. 2017, section 3.5). */
const LONGEST = 10_000;

/**
 * R of Transformer-XL (Dai et al. 2019, section 3.3): sines, then cosines, of how far back a step lies.
 * Row k belongs to distance `context - k`, so that the rows stand in the order of the keys.
 * @param width even   @returns [context + 1, width]
 */
export function sinusoids(context: number, width: number): Float32Array {
  const table = new Float32Array((context + 1) * width);
  const half = width / 2;
  for (let k = 0; k <= context; k += 1) {
    for (let i = 0; i < half; i += 1) {
      const angle = (context - k) / LONGEST ** (i / half);
      table[k * width + i] = Math.sin(angle);
      table[k * width + half + i] = Math.cos(angle);
    }
  }
  return table;
}
