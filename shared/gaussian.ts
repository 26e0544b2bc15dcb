import type { Rng } from './random.ts';

/** A standard normal draw (Box and Muller 1958); takes exactly two floats from the stream. */
export function gaussian(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.float()));
  return radius * Math.cos(2 * Math.PI * rng.float());
}
