import { madd } from './arithmetic';

/**
 * Constants stand in memory: an engine rebuilds a vector that it knows at compile time from a general register each
 * time it is used, which takes three instructions instead of one.
 */
const CONSTANTS: usize = memory.data<f32>([
  -60, 60, 12582912,
  // 2^-x on |x| <= 1/2 by a polynomial, minimax of the relative error with the first coefficient held at 1.
  1, -0.6931469670647332, 0.24022119723848567, -0.055507132735425686, 0.009675541334211304, -0.0013276471979469665,
]);
/** What x is multiplied by to become a power of two, numerator, summand. */
export const SIGMOID: usize = memory.data<f32>([-1.4426950408889634, 1, 0]);
export const TANH: usize = memory.data<f32>([-2.8853900817779268, 2, -1]);

@inline
function at(table: usize, index: usize): v128 {
  return v128.load32_splat(table + (index << 2));
}

/**
 * x = b / (1 + 2^(a x)) + c over the `bytes` from `address` on, a multiple of 32, for the sigmoid and for
 * tanh x = 2 sigmoid(2 x) - 1; absolute error below 3e-7. Powers beyond 2^60 are as good as infinite.
 */
@inline
export function squash(bytes: usize, address: usize, curve: usize): void {
  const end = address + bytes;
  for (; address < end; address += 32) {
    // Two vectors at a time share the constants.
    const a = at(curve, 0);
    let x0 = f32x4.mul(v128.load(address), a);
    let x1 = f32x4.mul(v128.load(address, 16), a);
    const low = at(CONSTANTS, 0), high = at(CONSTANTS, 1);
    x0 = f32x4.pmin(f32x4.pmax(x0, low), high); // in this order NaN stays NaN
    x1 = f32x4.pmin(f32x4.pmax(x1, low), high);
    // Adding 1.5 * 2^23 rounds to a whole number n and leaves n in the low bits.
    const rounder = at(CONSTANTS, 2);
    const n0 = f32x4.add(x0, rounder);
    const n1 = f32x4.add(x1, rounder);
    x0 = f32x4.sub(f32x4.sub(n0, rounder), x0);
    x1 = f32x4.sub(f32x4.sub(n1, rounder), x1);
    const square0 = f32x4.mul(x0, x0);
    const square1 = f32x4.mul(x1, x1);
    const c0 = at(CONSTANTS, 3), c1 = at(CONSTANTS, 4), c2 = at(CONSTANTS, 5);
    const c3 = at(CONSTANTS, 6), c4 = at(CONSTANTS, 7), c5 = at(CONSTANTS, 8);
    const p0 = madd(madd(madd(c5, x0, c4), square0, madd(c3, x0, c2)), square0, madd(c1, x0, c0));
    const p1 = madd(madd(madd(c5, x1, c4), square1, madd(c3, x1, c2)), square1, madd(c1, x1, c0));
    // Times 2^n: n goes into the exponent bits.
    const e0 = i32x4.add(p0, i32x4.shl(n0, 23));
    const e1 = i32x4.add(p1, i32x4.shl(n1, 23));
    const b = at(curve, 1), c = at(curve, 2);
    v128.store(address, f32x4.add(f32x4.div(b, f32x4.add(c0, e0)), c));
    v128.store(address, f32x4.add(f32x4.div(b, f32x4.add(c0, e1)), c), 16);
  }
}
