/** A stretch of the parameters and its learning rate. */
export interface RatedStretch {
  readonly offset: number;
  readonly length: number;
  readonly rate: number;
}

/** What Adam remembers between updates; all of it is part of a checkpoint. */
export interface AdamState {
  /** Running means of the gradient and of its square, [P]. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
  updates: number;
}

const BETA_MEAN = 0.9;
const BETA_SQUARE = 0.999;
const EPSILON = 1e-8;

export function startAdam(length: number): AdamState {
  return { mean: new Float32Array(length), square: new Float32Array(length), updates: 0 };
}

/**
 * One step of Adam downhill, Kingma & Ba 2015, algorithm 1, on a gradient clipped to a global norm.
 * @param parameters [P], updated in place   @param gradients [P]   @param clip largest norm of the gradient
 * @param stretches what is updated, each at its rate; the norm is taken over these
 * @returns the norm before clipping
 */
export function adamStep(
  state: AdamState,
  parameters: Float32Array,
  gradients: Float32Array,
  { stretches, clip }: { readonly stretches: readonly RatedStretch[]; readonly clip: number },
): number {
  const norm = normOf(gradients, stretches);
  const scale = norm > clip ? clip / norm : 1;
  state.updates += 1;
  const meanScale = 1 / (1 - BETA_MEAN ** state.updates);
  const squareScale = 1 / (1 - BETA_SQUARE ** state.updates);
  const { mean, square } = state;
  for (const { offset, length, rate } of stretches) {
    for (let i = offset; i < offset + length; i += 1) {
      const gradient = (gradients[i] as number) * scale;
      const m = BETA_MEAN * (mean[i] as number) + (1 - BETA_MEAN) * gradient;
      const v = BETA_SQUARE * (square[i] as number) + (1 - BETA_SQUARE) * gradient * gradient;
      mean[i] = m;
      square[i] = v;
      parameters[i] =
        (parameters[i] as number) - (rate * m * meanScale) / (Math.sqrt(v * squareScale) + EPSILON);
    }
  }
  return norm;
}

function normOf(gradients: Float32Array, stretches: readonly RatedStretch[]): number {
  let total = 0;
  for (const { offset, length } of stretches) {
    for (let i = offset; i < offset + length; i += 1) total += (gradients[i] as number) ** 2;
  }
  return Math.sqrt(total);
}
