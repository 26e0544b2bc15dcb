/**
 * Multiply and add. The portable build rounds twice, the same on every machine. The fused build has relaxed SIMD,
 * which rounds once where the processor can: who starts it asks `multiplyAdd` first whether this one does.
 */

/** a * b + sum */
@inline
export function madd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(f32x4.mul(a, b), sum);
}

/** Adds to the vector in memory. */
@inline
export function add(address: usize, y: v128): void {
  v128.store(address, f32x4.add(v128.load(address), y));
}

/** a * b + sum, of which rounding tells whether it is fused. */
export function multiplyAdd(a: f32, b: f32, sum: f32): f32 {
  return f32x4.extract_lane(madd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(sum)), 0);
}
