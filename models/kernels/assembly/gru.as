import { madd } from './arithmetic';
import { SIGMOID, squash, TANH } from './squash';

/**
 * The element-wise part of a GRU cell, forward and backward, Cho et al. 2014 in Flax' form: bias on every
 * input branch and on the candidate's recurrent branch.
 *   r = sigmoid(x_r + h_r);  z = sigmoid(x_z + h_z);  n = tanh(x_n + r * (h_n + b));  h' = (1 - z) n + z h
 * Gate order in every [R, 3H] matrix: r, z, n. H is a multiple of 8.
 */

/**
 * One step of R rows.
 * @param fromInput, fromMemory [R, 3H] @param bias [H] @param memory [R, H] before
 * @param gates [R, 4H] receives r, z, n and h_n + b, which the backward pass needs @param next [R, H] memory after
 */
export function gruForward(R: i32, H: i32, fromInput: usize, fromMemory: usize, bias: usize, memory: usize, gates: usize, next: usize): void {
  const width = <usize>H << 2;
  for (let row = 0; row < R; row += 1) {
    // In passes over the row: r and z do not wait for each other, and n finds r finished.
    const z = gates + width;
    const n = z + width;
    const q = n + width;
    for (let i: usize = 0; i < 2 * width; i += 16) {
      v128.store(gates + i, f32x4.add(v128.load(fromInput + i), v128.load(fromMemory + i)));
    }
    squash(2 * width, gates, SIGMOID);
    fromInput += 2 * width;
    fromMemory += 2 * width;
    for (let i: usize = 0; i < width; i += 16) {
      const recurrent = f32x4.add(v128.load(fromMemory + i), v128.load(bias + i));
      v128.store(q + i, recurrent);
      v128.store(n + i, madd(v128.load(gates + i), recurrent, v128.load(fromInput + i)));
    }
    squash(width, n, TANH);
    for (let i: usize = 0; i < width; i += 16) {
      const candidate = v128.load(n + i);
      v128.store(next + i, madd(v128.load(z + i), f32x4.sub(v128.load(memory + i), candidate), candidate));
    }
    fromInput += width;
    fromMemory += width;
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
