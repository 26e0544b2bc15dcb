/**
 * Squashed Gaussian over an interval: x ~ Normal(mean, exp(logStd)), action = centre + half * tanh(x).
 *
 * Everything here takes the pre-tanh sample x, which the rollout keeps. The reference recovers x by atanh of
 * the action, which explodes at the ends of the interval and needs clipping; x itself needs neither.
 */
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Log-density of the action in one dimension: log N(x) - log(half) - log(1 - tanh(x)^2).
 * @param half half the width of the interval
 * @param jacobianFloor added to half * (1 - tanh^2) inside the logarithm; the reference has 1e-6, 0 is exact
 */
export function tanhNormalLogProb(
  x: number,
  mean: number,
  logStd: number,
  { half, jacobianFloor = 0 }: { readonly half: number; readonly jacobianFloor?: number },
): number {
  const z = (x - mean) * Math.exp(-logStd);
  const gaussian = -0.5 * z * z - logStd - HALF_LOG_TWO_PI;
  if (jacobianFloor === 0) return gaussian - Math.log(half) - logOneMinusTanhSquared(x);
  return gaussian - Math.log(half * (1 - Math.tanh(x) ** 2) + jacobianFloor);
}

/** log(1 - tanh(x)^2) = 2 (log 2 - |x| - log(1 + e^(-2|x|))), finite for every x. */
export function logOneMinusTanhSquared(x: number): number {
  const size = Math.abs(x);
  return 2 * (Math.LN2 - size - Math.log1p(Math.exp(-2 * size)));
}

export interface GaussianSlope {
  readonly mean: number;
  readonly logStd: number;
}

/** Slope of the log-density at a fixed sample. */
export function tanhNormalLogProbSlope(x: number, mean: number, logStd: number): GaussianSlope {
  const z = (x - mean) * Math.exp(-logStd);
  return { mean: z * Math.exp(-logStd), logStd: z * z - 1 };
}

/**
 * One-sample estimate of the entropy, -log p(x) with x = mean + std * noise, reparameterised so that its slope
 * is an unbiased estimate of the entropy's. The mean of -log p at fixed samples, which the reference
 * differentiates, has slope zero in expectation.
 * @param noise standard normal draw behind the sample
 */
export function tanhNormalEntropy(mean: number, logStd: number, noise: number, half: number): number {
  const x = mean + Math.exp(logStd) * noise;
  return -tanhNormalLogProb(x, mean, logStd, { half });
}

/** Slope of the estimate above: -2 tanh(x) for the mean, 1 - 2 tanh(x) * std * noise for log std. */
export function tanhNormalEntropySlope(mean: number, logStd: number, noise: number): GaussianSlope {
  const deviation = Math.exp(logStd) * noise;
  const pull = -2 * Math.tanh(mean + deviation);
  return { mean: pull, logStd: 1 + pull * deviation };
}
