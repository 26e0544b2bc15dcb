import { madd } from './arithmetic';

/**
 * Matrix products on row-major float32 matrices. Pointers are byte addresses.
 *
 * N is a multiple of 8; M and K are free. A tile of 4 rows by 8 columns keeps its sums in 8 registers; the
 * rows are taken in blocks of 64 so that the block of A stays in the first cache while B passes by. Rows that are left
 * over, or the only one, go by 32 columns. Every sum runs over k in order, whatever tile it is in.
 */

/** Where the sums start and what happens to them at the end. */
export const ACCUMULATE: i32 = 1;
export const RELU: i32 = 2;

const ROWS_PER_BLOCK: i32 = 64;

@inline
function finish(sum: v128, address: usize, flags: i32): void {
  if (flags & ACCUMULATE) sum = f32x4.add(sum, v128.load(address));
  if (flags & RELU) sum = f32x4.pmax(sum, f32x4.splat(0));
  v128.store(address, sum);
}

/** C [M, N] = A [M, K] B [K, N] + bias [N]. `bias` 0 means none; flags as above. */
export function gemm(M: i32, N: i32, K: i32, A: usize, B: usize, C: usize, bias: usize, flags: i32): void {
  const strideA = <usize>K << 2;
  const strideB = <usize>N << 2;
  const tiled = M & ~3;
  for (let block = 0; block < tiled; block += ROWS_PER_BLOCK) {
    const end = min(block + ROWS_PER_BLOCK, tiled);
    for (let n = 0; n < N; n += 8) {
      let bias0 = f32x4.splat(0);
      let bias1 = bias0;
      if (bias) {
        bias0 = v128.load(bias + (<usize>n << 2));
        bias1 = v128.load(bias + (<usize>n << 2), 16);
      }
      const panel = B + (<usize>n << 2);
      for (let m = block; m < end; m += 4) {
        fourRows(K, A + <usize>m * strideA, strideA, panel, strideB, C + <usize>m * strideB + (<usize>n << 2), bias0, bias1, flags);
      }
    }
  }
  for (let m = tiled; m < M; m += 1) {
    const a = A + <usize>m * strideA;
    const c = C + <usize>m * strideB;
    let column: usize = 0;
    for (; column + 128 <= strideB; column += 128) oneRowOf32(K, a, B + column, strideB, c + column, bias ? bias + column : 0, flags);
    for (; column < strideB; column += 32) oneRow(K, a, B + column, strideB, c + column, bias ? bias + column : 0, flags);
  }
}

@inline
function fourRows(K: i32, a: usize, strideA: usize, b: usize, strideB: usize, c: usize, bias0: v128, bias1: v128, flags: i32): void {
  let c00 = bias0, c10 = bias0, c20 = bias0, c30 = bias0;
  let c01 = bias1, c11 = bias1, c21 = bias1, c31 = bias1;
  const two = strideA * 2;
  const three = strideA * 3;
  for (let k = 0; k < K; k += 1) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a + strideA);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a + two);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a + three);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    a += 4;
    b += strideB;
  }
  finish(c00, c, flags);
  finish(c01, c + 16, flags);
  c += strideB;
  finish(c10, c, flags);
  finish(c11, c + 16, flags);
  c += strideB;
  finish(c20, c, flags);
  finish(c21, c + 16, flags);
  c += strideB;
  finish(c30, c, flags);
  finish(c31, c + 16, flags);
}

@inline
function at(bias: usize, offset: usize): v128 {
  return bias ? v128.load(bias + offset) : f32x4.splat(0);
}

/** 8 columns of a single row. */
@inline
function oneRow(K: i32, a: usize, b: usize, strideB: usize, c: usize, bias: usize, flags: i32): void {
  let c0 = at(bias, 0);
  let c1 = at(bias, 16);
  for (let k = 0; k < K; k += 1) {
    const x = v128.load32_splat(a);
    c0 = madd(x, v128.load(b), c0);
    c1 = madd(x, v128.load(b, 16), c1);
    a += 4;
    b += strideB;
  }
  finish(c0, c, flags);
  finish(c1, c + 16, flags);
}

/** 32 columns of a single row: as many sums as it takes to keep the units busy. */
@inline
function oneRowOf32(K: i32, a: usize, b: usize, strideB: usize, c: usize, bias: usize, flags: i32): void {
  let c0 = at(bias, 0), c1 = at(bias, 16), c2 = at(bias, 32), c3 = at(bias, 48);
  let c4 = at(bias, 64), c5 = at(bias, 80), c6 = at(bias, 96), c7 = at(bias, 112);
  for (let k = 0; k < K; k += 1) {
    const x = v128.load32_splat(a);
    c0 = madd(x, v128.load(b), c0);
    c1 = madd(x, v128.load(b, 16), c1);
    c2 = madd(x, v128.load(b, 32), c2);
    c3 = madd(x, v128.load(b, 48), c3);
    c4 = madd(x, v128.load(b, 64), c4);
    c5 = madd(x, v128.load(b, 80), c5);
    c6 = madd(x, v128.load(b, 96), c6);
    c7 = madd(x, v128.load(b, 112), c7);
    a += 4;
    b += strideB;
  }
  finish(c0, c, flags);
  finish(c1, c + 16, flags);
  finish(c2, c + 32, flags);
  finish(c3, c + 48, flags);
  finish(c4, c + 64, flags);
  finish(c5, c + 80, flags);
  finish(c6, c + 96, flags);
  finish(c7, c + 112, flags);
}

/** W [K, N] += A [M, K] transposed times Y [M, N]: the gradient of a weight matrix. */
export function gemmTransposedLeft(M: i32, N: i32, K: i32, A: usize, Y: usize, W: usize): void {
  const strideA = <usize>K << 2;
  const strideY = <usize>N << 2;
  for (let block = 0; block < M; block += ROWS_PER_BLOCK) {
    const rows = min(ROWS_PER_BLOCK, M - block);
    const a = A + <usize>block * strideA;
    const y = Y + <usize>block * strideY;
    for (let n = 0; n < N; n += 8) {
      const column = <usize>n << 2;
      let k = 0;
      for (; k + 4 <= K; k += 4) {
        fourColumns(rows, a + (<usize>k << 2), strideA, y + column, strideY, W + <usize>k * strideY + column);
      }
      for (; k < K; k += 1) {
        oneColumn(rows, a + (<usize>k << 2), strideA, y + column, strideY, W + <usize>k * strideY + column);
      }
    }
  }
}

@inline
function fourColumns(M: i32, a: usize, strideA: usize, y: usize, strideY: usize, w: usize): void {
  let w00 = f32x4.splat(0), w10 = w00, w20 = w00, w30 = w00;
  let w01 = w00, w11 = w00, w21 = w00, w31 = w00;
  for (let m = 0; m < M; m += 1) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, 16);
    let x = v128.load32_splat(a);
    w00 = madd(x, y0, w00);
    w01 = madd(x, y1, w01);
    x = v128.load32_splat(a, 4);
    w10 = madd(x, y0, w10);
    w11 = madd(x, y1, w11);
    x = v128.load32_splat(a, 8);
    w20 = madd(x, y0, w20);
    w21 = madd(x, y1, w21);
    x = v128.load32_splat(a, 12);
    w30 = madd(x, y0, w30);
    w31 = madd(x, y1, w31);
    a += strideA;
    y += strideY;
  }
  finish(w00, w, ACCUMULATE);
  finish(w01, w + 16, ACCUMULATE);
  w += strideY;
  finish(w10, w, ACCUMULATE);
  finish(w11, w + 16, ACCUMULATE);
  w += strideY;
  finish(w20, w, ACCUMULATE);
  finish(w21, w + 16, ACCUMULATE);
  w += strideY;
  finish(w30, w, ACCUMULATE);
  finish(w31, w + 16, ACCUMULATE);
}

@inline
function oneColumn(M: i32, a: usize, strideA: usize, y: usize, strideY: usize, w: usize): void {
  let w0 = f32x4.splat(0);
  let w1 = w0;
  for (let m = 0; m < M; m += 1) {
    const x = v128.load32_splat(a);
    w0 = madd(x, v128.load(y), w0);
    w1 = madd(x, v128.load(y, 16), w1);
    a += strideA;
    y += strideY;
  }
  finish(w0, w, ACCUMULATE);
  finish(w1, w + 16, ACCUMULATE);
}

/** target [N, K] = source [K, N] transposed. Weights only: too small to be worth blocking. */
export function transpose(K: i32, N: i32, source: usize, target: usize): void {
  for (let k = 0; k < K; k += 1) {
    for (let n = 0; n < N; n += 1) {
      store<f32>(target + (<usize>(n * K + k) << 2), load<f32>(source + (<usize>(k * N + n) << 2)));
    }
  }
}
