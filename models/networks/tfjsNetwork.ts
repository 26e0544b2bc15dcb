import type * as tf from '@tensorflow/tfjs';
import { createPlayGtrxl } from './gtrxl/playGtrxl.ts';
import { createTfjsGtrxl } from './gtrxl/tfjsGtrxl.ts';
import {
  emptyInputs,
  inputWidth,
  NO_FEATURE,
  type DenseLayer,
  type GruLayout,
  type Inputs,
  type NetworkLayout,
  type ParameterGroup,
} from './layout.ts';
import { readGroups, uploadWeights, type Weights } from './tfjsWeights.ts';
import { checkRows, type NetworkShape, type RecurrentNetwork } from './network.ts';

type Tf = typeof tf;

/**
 * The same network in stock tfjs ops with tfjs' own automatic differentiation, on whatever backend is active:
 * the way to a GPU, the reference that the kernels are tested against, and the baseline of their speed.
 */
export function createTfjsNetwork(tf: Tf, layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  if (layout.gtrxl === undefined) return new TfjsNetwork(tf, layout, shape);
  // Who only plays step by step hands memories on through JavaScript: not worth a GPU's round trips.
  return shape.steps === 1 && shape.purpose === 'playing'
    ? createPlayGtrxl(layout, shape)
    : createTfjsGtrxl(tf, layout, shape);
}

class TfjsNetwork implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly observations: Inputs;
  readonly #initialMemory: Float32Array;
  #rows: number;
  readonly #tf: Tf;
  readonly #memories: Float32Array;
  readonly #outputs: ReadonlyMap<string, Float32Array>;
  readonly #slopes: ReadonlyMap<string, Float32Array>;

  constructor(tf: Tf, layout: NetworkLayout, shape: NetworkShape) {
    const cells = shape.rows * shape.steps;
    const heads = Object.entries(layout.heads);
    const perHead = () => new Map(heads.map(([name, { width }]) => [name, new Float32Array(cells * width)]));
    this.layout = layout;
    this.shape = shape;
    this.parameters = new Float32Array(layout.length);
    this.gradients = new Float32Array(layout.length);
    this.observations = emptyInputs(layout.spec, cells);
    this.#rows = shape.rows;
    this.#initialMemory = new Float32Array(shape.rows * layout.spec.memory);
    this.#tf = tf;
    this.#memories = new Float32Array(cells * layout.spec.memory);
    this.#outputs = perHead();
    this.#slopes = perHead();
  }

  use(rows: number): void {
    checkRows(rows, this.shape);
    this.#rows = rows;
  }

  get memoryLength(): number {
    return this.layout.spec.memory;
  }

  get initialMemory(): Float32Array {
    return this.#inUse(this.#initialMemory);
  }

  memoryAfter(step: number): Float32Array {
    const count = this.#rows * this.layout.spec.memory;
    return this.#memories.subarray(step * count, (step + 1) * count);
  }

  outputs(head: string): Float32Array {
    return this.#inUse(arrayOf(this.#outputs, head));
  }

  outputSlopes(head: string): Float32Array {
    return this.#inUse(arrayOf(this.#slopes, head));
  }

  forwardStep(step: number): Promise<void> {
    return this.#compute(step, 1);
  }

  forward(): Promise<void> {
    return this.#compute(0, this.shape.steps);
  }

  async backward(): Promise<void> {
    const tf = this.#tf;
    const groups = readGroups(this.layout);
    const gradients = tf.tidy(() => {
      const weights = uploadWeights(tf, this.layout, this.parameters);
      const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
        const byGroup = new Map(groups.map((group, i) => [group, tensors[i] as tf.Tensor2D]));
        const { outputs } = this.#graph(byGroup, this.#before(0), 0, this.shape.steps);
        const parts = [...outputs].map(([head, output]) =>
          tf.sum(tf.mul(output, tf.tensor2d(this.outputSlopes(head), output.shape))),
        );
        return tf.addN(parts) as tf.Scalar;
      };
      return tf.grads(loss)(groups.map((group) => weights.get(group) as tf.Tensor2D));
    });
    this.gradients.fill(0);
    await Promise.all(
      gradients.map(async (gradient, i) => {
        this.gradients.set(await gradient.data<'float32'>(), (groups[i] as ParameterGroup).offset);
        gradient.dispose();
      }),
    );
  }

  dispose(): void {
    // No tensor outlives a call.
  }

  async #compute(first: number, steps: number): Promise<void> {
    const tf = this.#tf;
    const { layout } = this;
    const rows = this.#rows;
    const before = this.#before(first);
    const { outputs, memories } = tf.tidy(() => {
      const graph = this.#graph(uploadWeights(tf, this.layout, this.parameters), before, first, steps);
      return { outputs: Object.fromEntries(graph.outputs), memories: layout.gru ? graph.top : undefined };
    });
    if (memories !== undefined) {
      this.#memories.set(await memories.data<'float32'>(), first * rows * layout.spec.memory);
      memories.dispose();
    }
    for (const [head, output] of Object.entries(outputs)) {
      this.outputs(head).set(await output.data<'float32'>(), first * rows * output.shape[1]);
      output.dispose();
    }
  }

  #graph(weights: Weights, memoryBefore: Float32Array, first: number, steps: number) {
    const tf = this.#tf;
    const dense = denseOn(tf, weights);
    let top = this.#observed(first, steps);
    for (const layer of this.layout.encoder) top = tf.relu(dense(top, layer));
    const { gru } = this.layout;
    if (gru !== undefined) {
      const before = tf.tensor2d(memoryBefore, [this.#rows, this.layout.spec.memory]);
      top = gruOn(tf, weights, gru, tf.split(dense(top, gru.input), steps, 0), before);
    }
    const outputs = Object.entries(this.layout.heads).map(([name, { layers }]): [string, tf.Tensor2D] => {
      const output = layers.reduce(
        (below, layer, i) => (i < layers.length - 1 ? tf.relu(dense(below, layer)) : dense(below, layer)),
        top,
      );
      return [name, output];
    });
    return { top, outputs: new Map(outputs) };
  }

  /** [steps * R, inputs]; lists of features become zeros and ones: gradients of tf.gather lack on some backends. */
  #observed(first: number, steps: number): tf.Tensor2D {
    const { spec } = this.layout;
    const width = inputWidth(spec);
    const rows = steps * this.#rows;
    const start = first * this.#rows * width;
    const given = this.observations.subarray(start, start + rows * width);
    const numbers = given instanceof Uint16Array ? countsOf(given, width, spec.inputs) : given;
    return this.#tf.tensor2d(numbers, [rows, spec.inputs]);
  }

  #before(step: number): Float32Array {
    return step > 0 ? this.memoryAfter(step - 1) : this.initialMemory;
  }

  #inUse(array: Float32Array): Float32Array {
    return array.subarray(0, (array.length / this.shape.rows) * this.#rows);
  }
}

const denseOn =
  (tf: Tf, weights: Weights) =>
  (x: tf.Tensor2D, { weights: w, bias }: DenseLayer): tf.Tensor2D =>
    tf.add(tf.matMul(x, weights.get(w) as tf.Tensor2D), weights.get(bias) as tf.Tensor2D);

/** @param fromInput the gates' input branches, one [R, 3H] per step   @returns [steps * R, H] */
function gruOn(
  tf: Tf,
  weights: Weights,
  { recurrent, candidateBias }: GruLayout,
  fromInput: readonly tf.Tensor2D[],
  before: tf.Tensor2D,
): tf.Tensor2D {
  const weight = (group: ParameterGroup) => weights.get(group) as tf.Tensor2D;
  const history: tf.Tensor2D[] = [];
  let memory = before;
  for (const branch of fromInput) {
    const [xr, xz, xn] = tf.split(branch, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const fromMemory = tf.split(tf.matMul(memory, weight(recurrent)), 3, 1);
    const [hr, hz, hn] = fromMemory as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const reset = tf.sigmoid(tf.add(xr, hr));
    const keep = tf.sigmoid(tf.add(xz, hz));
    const candidate = tf.tanh(tf.add(xn, tf.mul(reset, tf.add(hn, weight(candidateBias)))));
    memory = tf.add(candidate, tf.mul(keep, tf.sub(memory, candidate)));
    history.push(memory);
  }
  return tf.concat2d(history, 0);
}

/** @returns [rows, features], how often each feature is on */
function countsOf(lists: Uint16Array, longest: number, features: number): Float32Array {
  const out = new Float32Array((lists.length / longest) * features);
  for (let start = 0, row = 0; start < lists.length; start += longest, row += features) {
    for (let i = start; i < start + longest && lists[i] !== NO_FEATURE; i += 1)
      out[row + (lists[i] as number)]! += 1;
  }
  return out;
}

function arrayOf(arrays: ReadonlyMap<string, Float32Array>, head: string): Float32Array {
  const found = arrays.get(head);
  if (found) return found;
  throw new RangeError(`expected a head (${[...arrays.keys()].join(', ')}), got ${JSON.stringify(head)}`);
}
