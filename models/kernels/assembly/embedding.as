/**
 * The first layer where inputs are lists of features that are on: a matrix product with a matrix of zeros and ones,
 * of which only the ones are visited. A list has up to K entries of 16 bits and ends early at NO_FEATURE.
 * N is a multiple of 8; 32 columns at a time keep their sums in 8 registers.
 */
import { add } from './arithmetic';
import { RELU } from './gemm';

const NO_FEATURE: u32 = 0xffff;

@inline
function finish(sum: v128, address: usize, flags: i32): void {
  v128.store(address, flags & RELU ? f32x4.pmax(sum, f32x4.splat(0)) : sum);
}

/** The m-th list of A, or the one whose number stands at place m of `chosen`. */
@inline
function listOf(m: i32, A: usize, length: usize, chosen: usize): usize {
  return A + <usize>(chosen ? load<i32>(chosen + (<usize>m << 2)) : m) * length;
}

/**
 * C [M, N] = bias [N] + sum of the rows of B [features, N] that the lists A [M, K] name; flag RELU as in gemm.
 * @param chosen [M] numbers of the lists of A, 32 bits each; 0: the first M in their order
 */
export function embed(M: i32, N: i32, K: i32, A: usize, B: usize, C: usize, bias: usize, flags: i32, chosen: usize): void {
  const stride = <usize>N << 2;
  const length = <usize>K << 1;
  for (let m = 0; m < M; m += 1) {
    const list = listOf(m, A, length, chosen);
    const end = list + length;
    let column: usize = 0;
    for (; column + 128 <= stride; column += 128) {
      const b = bias + column;
      let s0 = v128.load(b), s1 = v128.load(b, 16), s2 = v128.load(b, 32), s3 = v128.load(b, 48);
      let s4 = v128.load(b, 64), s5 = v128.load(b, 80), s6 = v128.load(b, 96), s7 = v128.load(b, 112);
      for (let a = list; a < end; a += 2) {
        const feature = <u32>load<u16>(a);
        if (feature === NO_FEATURE) break;
        const row = B + <usize>feature * stride + column;
        s0 = f32x4.add(s0, v128.load(row));
        s1 = f32x4.add(s1, v128.load(row, 16));
        s2 = f32x4.add(s2, v128.load(row, 32));
        s3 = f32x4.add(s3, v128.load(row, 48));
        s4 = f32x4.add(s4, v128.load(row, 64));
        s5 = f32x4.add(s5, v128.load(row, 80));
        s6 = f32x4.add(s6, v128.load(row, 96));
        s7 = f32x4.add(s7, v128.load(row, 112));
      }
      const c = C + column;
      finish(s0, c, flags);
      finish(s1, c + 16, flags);
      finish(s2, c + 32, flags);
      finish(s3, c + 48, flags);
      finish(s4, c + 64, flags);
      finish(s5, c + 80, flags);
      finish(s6, c + 96, flags);
      finish(s7, c + 112, flags);
    }
    for (; column < stride; column += 32) {
      let s0 = v128.load(bias + column), s1 = v128.load(bias + column, 16);
      for (let a = list; a < end; a += 2) {
        const feature = <u32>load<u16>(a);
        if (feature === NO_FEATURE) break;
        const row = B + <usize>feature * stride + column;
        s0 = f32x4.add(s0, v128.load(row));
        s1 = f32x4.add(s1, v128.load(row, 16));
      }
      finish(s0, C + column, flags);
      finish(s1, C + column + 16, flags);
    }
    C += stride;
  }
}

/**
 * Adds row m of Y [M, N] to all rows of W [features, N] that list m of A [M, K] names: the gradient of the table.
 * @param chosen as above
 */
export function embedBackward(M: i32, N: i32, K: i32, A: usize, Y: usize, W: usize, chosen: usize): void {
  const stride = <usize>N << 2;
  const length = <usize>K << 1;
  for (let m = 0; m < M; m += 1) {
    const list = listOf(m, A, length, chosen);
    const end = list + length;
    let column: usize = 0;
    for (; column + 128 <= stride; column += 128) {
      const y = Y + column;
      const y0 = v128.load(y), y1 = v128.load(y, 16), y2 = v128.load(y, 32), y3 = v128.load(y, 48);
      const y4 = v128.load(y, 64), y5 = v128.load(y, 80), y6 = v128.load(y, 96), y7 = v128.load(y, 112);
      for (let a = list; a < end; a += 2) {
        const feature = <u32>load<u16>(a);
        if (feature === NO_FEATURE) break;
        const row = W + <usize>feature * stride + column;
        add(row, y0);
        add(row + 16, y1);
        add(row + 32, y2);
        add(row + 48, y3);
        add(row + 64, y4);
        add(row + 80, y5);
        add(row + 96, y6);
        add(row + 112, y7);
      }
    }
    for (; column < stride; column += 32) {
      const y0 = v128.load(Y + column), y1 = v128.load(Y + column, 16);
      for (let a = list; a < end; a += 2) {
        const feature = <u32>load<u16>(a);
        if (feature === NO_FEATURE) break;
        const row = W + <usize>feature * stride + column;
        add(row, y0);
        add(row + 16, y1);
      }
    }
    Y += stride;
  }
}
