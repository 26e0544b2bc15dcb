import { add } from './arithmetic';

/** slope = 0 wherever the activation behind a ReLU is 0. `count` is a multiple of 4. */
export function reluBackward(count: i32, activation: usize, slope: usize): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>count << 2; i += 16) {
    v128.store(slope + i, v128.and(v128.load(slope + i), f32x4.gt(v128.load(activation + i), zero)));
  }
}

/** sums [width] += column sums of the first `width` columns of source [M, N]; width is a multiple of 8. */
export function columnSums(M: i32, N: i32, width: i32, source: usize, sums: usize): void {
  const stride = <usize>N << 2;
  let n = 0;
  for (; n + 32 <= width; n += 32) {
    let address = source + (<usize>n << 2);
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (let m = 0; m < M; m += 1) {
      s0 = f32x4.add(s0, v128.load(address));
      s1 = f32x4.add(s1, v128.load(address, 16));
      s2 = f32x4.add(s2, v128.load(address, 32));
      s3 = f32x4.add(s3, v128.load(address, 48));
      s4 = f32x4.add(s4, v128.load(address, 64));
      s5 = f32x4.add(s5, v128.load(address, 80));
      s6 = f32x4.add(s6, v128.load(address, 96));
      s7 = f32x4.add(s7, v128.load(address, 112));
      address += stride;
    }
    const target = sums + (<usize>n << 2);
    add(target, s0);
    add(target + 16, s1);
    add(target + 32, s2);
    add(target + 48, s3);
    add(target + 64, s4);
    add(target + 80, s5);
    add(target + 96, s6);
    add(target + 112, s7);
  }
  for (; n < width; n += 8) {
    let address = source + (<usize>n << 2);
    let s0 = f32x4.splat(0), s1 = s0;
    for (let m = 0; m < M; m += 1) {
      s0 = f32x4.add(s0, v128.load(address));
      s1 = f32x4.add(s1, v128.load(address, 16));
      address += stride;
    }
    const target = sums + (<usize>n << 2);
    add(target, s0);
    add(target + 16, s1);
  }
}
