/**
 * Huber loss with threshold 1: error^2 / 2 up to |error| = 1, |error| - 1/2 beyond.
 * @param error prediction - target
 */
export function huber(error: number): number {
  const size = Math.abs(error);
  return size <= 1 ? 0.5 * error * error : size - 0.5;
}

/** d huber / d error: the error, held to [-1, 1]. */
export function huberSlope(error: number): number {
  return Math.min(Math.max(error, -1), 1);
}
