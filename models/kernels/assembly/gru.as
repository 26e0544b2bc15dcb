/**
 * The element-wise part of a GRU cell, forward and backward, Cho et al. 2014 in Flax' form: bias on every
 * input branch and on the candidate's recurrent branch.
 *   r = sigmoid(x_r + h_r);  z = sigmoid(x_z + h_z);  n = tanh(x_n + r * (h_n + b));  h' = (1 - z) n + z h
 * Gate order in every [R, 3H] matrix: r, z, n. H is a multiple of 4.
 */

/** Adding 1.5 * 2^23 rounds to a whole number and leaves that number in the low bits. */
const ROUNDER: f32 = 12582912;

/** e^x by a Taylor polynomial of degree 6 on |x| <= ln 2 / 2, relative error below 3e-7; x is held to [-87, 87]. */
@inline
function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(87)); // in this order NaN stays NaN
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(ROUNDER));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  // ln 2 in two parts: the first has few enough bits that n times it is exact.
  x = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693145751953125)));
  x = f32x4.sub(x, f32x4.mul(n, f32x4.splat(1.4286068203094172e-6)));
  let p = f32x4.splat(1.0 / 720.0);
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1));
  p = f32x4.add(f32x4.mul(p, x), f32x4.splat(1));
  // Times 2^n: n goes into the exponent bits.
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

@inline
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

@inline
function tanh(x: v128): v128 {
  const two = f32x4.splat(2);
  return f32x4.sub(f32x4.mul(two, sigmoid(f32x4.mul(two, x))), f32x4.splat(1));
}

/**
 * One step of R rows.
 * @param fromInput, fromMemory [R, 3H] @param bias [H] @param memory [R, H] before
 * @param gates [R, 4H] receives r, z, n and h_n + b, which the backward pass needs @param next [R, H] memory after
 */
export function gruForward(R: i32, H: i32, fromInput: usize, fromMemory: usize, bias: usize, memory: usize, gates: usize, next: usize): void {
  const width = <usize>H << 2;
  for (let row = 0; row < R; row += 1) {
    for (let i: usize = 0; i < width; i += 16) {
      const r = sigmoid(f32x4.add(v128.load(fromInput + i), v128.load(fromMemory + i)));
      const z = sigmoid(f32x4.add(v128.load(fromInput + width + i), v128.load(fromMemory + width + i)));
      const q = f32x4.add(v128.load(fromMemory + 2 * width + i), v128.load(bias + i));
      const n = tanh(f32x4.add(v128.load(fromInput + 2 * width + i), f32x4.mul(r, q)));
      const h = v128.load(memory + i);
      v128.store(next + i, f32x4.add(n, f32x4.mul(z, f32x4.sub(h, n))));
      v128.store(gates + i, r);
      v128.store(gates + width + i, z);
      v128.store(gates + 2 * width + i, n);
      v128.store(gates + 3 * width + i, q);
    }
    fromInput += 3 * width;
    fromMemory += 3 * width;
    memory += width;
    next += width;
    gates += 4 * width;
  }
}

/**
 * Backward through one step.
 * @param slope [R, H] of the loss by h', from the heads @param carry [R, H] the same from step t + 1; receives
 * the direct part of the slope by h, to which the caller adds fromMemorySlope times the recurrent weights transposed
 * @param inputSlope, memorySlope [R, 3H] receive the slopes by the two pre-activations
 */
export function gruBackward(R: i32, H: i32, slope: usize, carry: usize, memory: usize, gates: usize, inputSlope: usize, memorySlope: usize): void {
  const width = <usize>H << 2;
  const one = f32x4.splat(1);
  for (let row = 0; row < R; row += 1) {
    for (let i: usize = 0; i < width; i += 16) {
      const d = f32x4.add(v128.load(slope + i), v128.load(carry + i));
      const r = v128.load(gates + i);
      const z = v128.load(gates + width + i);
      const n = v128.load(gates + 2 * width + i);
      const q = v128.load(gates + 3 * width + i);
      const h = v128.load(memory + i);
      const keep = f32x4.sub(one, z);
      const dn = f32x4.mul(f32x4.mul(d, keep), f32x4.sub(one, f32x4.mul(n, n)));
      const dz = f32x4.mul(f32x4.mul(d, f32x4.sub(h, n)), f32x4.mul(z, keep));
      const dr = f32x4.mul(f32x4.mul(dn, q), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(inputSlope + i, dr);
      v128.store(inputSlope + width + i, dz);
      v128.store(inputSlope + 2 * width + i, dn);
      v128.store(memorySlope + i, dr);
      v128.store(memorySlope + width + i, dz);
      v128.store(memorySlope + 2 * width + i, f32x4.mul(dn, r));
      v128.store(carry + i, f32x4.mul(d, z));
    }
    slope += width;
    carry += width;
    memory += width;
    gates += 4 * width;
    inputSlope += 3 * width;
    memorySlope += 3 * width;
  }
}
