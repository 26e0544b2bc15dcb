/** A stretch of the parameters and its learning rate. */
export interface RatedStretch {
  readonly offset: number;
  readonly length: number;
  readonly rate: number;
}

/** What one step does to a stretch besides the gradient: all factors, those that correct for the means' bias included. */
export interface AdamFactors {
  /** Of the gradient, so that its norm is not above the clip. */
  readonly scale: number;
  /** Of the mean, with the learning rate in it. */
  readonly rate: number;
  /** Of the mean square. */
  readonly square: number;
}

/** Adam's arithmetic on the parameters of one network. */
export interface AdamEngine {
  /** Running means of the gradient and of its square, [P]. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** Of the gradients of a stretch. */
  sumOfSquares(stretch: RatedStretch): number;
  /** Takes the gradients into the means, and moves the parameters. */
  move(stretch: RatedStretch, factors: AdamFactors): void;
}

/** What Adam remembers between updates; all of it is part of a checkpoint. */
export interface AdamState {
  readonly engine: AdamEngine;
  updates: number;
}

const BETA_MEAN = 0.9;
const BETA_SQUARE = 0.999;
const EPSILON = 1e-8;

/** @param network with an engine of its own, or parameters and gradients, both [P] */
export function startAdam({
  parameters,
  gradients,
  adam,
}: {
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly adam?: AdamEngine | undefined;
}): AdamState {
  return { engine: adam ?? plainAdam(parameters, gradients), updates: 0 };
}

/**
 * One step of Adam downhill, Kingma & Ba 2015, algorithm 1, on a gradient clipped to a global norm.
 * @param clip largest norm of the gradient
 * @param stretches what is updated, each at its rate; the norm is taken over these
 * @returns the norm before clipping
 */
export function adamStep(
  state: AdamState,
  { stretches, clip }: { readonly stretches: readonly RatedStretch[]; readonly clip: number },
): number {
  const { engine } = state;
  const norm = Math.sqrt(stretches.reduce((sum, stretch) => sum + engine.sumOfSquares(stretch), 0));
  const scale = norm > clip ? clip / norm : 1;
  state.updates += 1;
  const rate = 1 / (1 - BETA_MEAN ** state.updates);
  const square = 1 / (1 - BETA_SQUARE ** state.updates);
  for (const stretch of stretches) engine.move(stretch, { scale, rate: stretch.rate * rate, square });
  return norm;
}

function plainAdam(parameters: Float32Array, gradients: Float32Array): AdamEngine {
  const [mean, square] = [new Float32Array(parameters.length), new Float32Array(parameters.length)];
  return {
    mean,
    square,
    sumOfSquares({ offset, length }) {
      let total = 0;
      for (let i = offset; i < offset + length; i += 1) total += (gradients[i] as number) ** 2;
      return total;
    },
    move({ offset, length }, factors) {
      for (let i = offset; i < offset + length; i += 1) {
        const gradient = (gradients[i] as number) * factors.scale;
        const m = BETA_MEAN * (mean[i] as number) + (1 - BETA_MEAN) * gradient;
        const v = BETA_SQUARE * (square[i] as number) + (1 - BETA_SQUARE) * gradient * gradient;
        mean[i] = m;
        square[i] = v;
        parameters[i] =
          (parameters[i] as number) - (factors.rate * m) / (Math.sqrt(v * factors.square) + EPSILON);
      }
    },
  };
}
