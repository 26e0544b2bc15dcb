/** Adam, Kingma & Ba 2015, algorithm 1, over a stretch of the parameters. Counts are multiples of 8. */
import { madd } from './arithmetic';

/** Sum of the squares of `count` numbers, in double precision. */
export function sumOfSquares(count: i32, address: usize): f64 {
  const end = address + (<usize>count << 2);
  let low = f64x2.splat(0), high = low;
  for (; address < end; address += 16) {
    const x = v128.load(address);
    const first = f64x2.promote_low_f32x4(x);
    const second = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 0));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/**
 * mean += (1 - betaMean) (scale g - mean), square += (1 - betaSquare) ((scale g)^2 - square), and
 * parameter -= rate mean / (sqrt(square squareScale) + 1e-8).
 * @param scale, rate, squareScale see AdamFactors in networks/adam.ts, where the constants stand too
 */
export function adam(count: i32, parameters: usize, gradients: usize, mean: usize, square: usize, scale: f32, rate: f32, squareScale: f32): void {
  const bytes = <usize>count << 2;
  const s = f32x4.splat(scale);
  const r = f32x4.splat(-rate);
  const q = f32x4.splat(squareScale);
  const toMean = f32x4.splat(0.1);
  const toSquare = f32x4.splat(0.001);
  const epsilon = f32x4.splat(1e-8);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = f32x4.mul(v128.load(gradients + i), s);
    let m = v128.load(mean + i);
    m = madd(f32x4.sub(g, m), toMean, m);
    let v = v128.load(square + i);
    v = madd(f32x4.sub(f32x4.mul(g, g), v), toSquare, v);
    v128.store(mean + i, m);
    v128.store(square + i, v);
    const way = f32x4.div(f32x4.mul(r, m), f32x4.add(f32x4.sqrt(f32x4.mul(v, q)), epsilon));
    v128.store(parameters + i, f32x4.add(v128.load(parameters + i), way));
  }
}
