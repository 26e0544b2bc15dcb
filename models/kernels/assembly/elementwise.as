/** slope = 0 wherever the activation behind a ReLU is 0. `count` is a multiple of 4. */
export function reluBackward(count: i32, activation: usize, slope: usize): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>count << 2; i += 16) {
    v128.store(slope + i, v128.and(v128.load(slope + i), f32x4.gt(v128.load(activation + i), zero)));
  }
}

/** sums [width] += column sums of the first `width` columns of source [M, N]; width is a multiple of 4. */
export function columnSums(M: i32, N: i32, width: i32, source: usize, sums: usize): void {
  for (let n = 0; n < width; n += 4) {
    let address = source + (<usize>n << 2);
    let sum = f32x4.splat(0);
    for (let m = 0; m < M; m += 1) {
      sum = f32x4.add(sum, v128.load(address));
      address += <usize>N << 2;
    }
    const target = sums + (<usize>n << 2);
    v128.store(target, f32x4.add(v128.load(target), sum));
  }
}
