import type * as tf from '@tensorflow/tfjs';
import type { DenseLayer, NetworkLayout, ParameterGroup } from './layout.ts';
import type { NetworkShape, RecurrentNetwork } from './network.ts';

type Tf = typeof tf;
type Weights = ReadonlyMap<ParameterGroup, tf.Tensor2D>;

/**
 * The same network in stock tfjs ops with tfjs' own automatic differentiation, on whatever backend is active:
 * the way to a GPU, the reference that the kernels are tested against, and the baseline of their speed.
 */
export function createTfjsNetwork(tf: Tf, layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new TfjsNetwork(tf, layout, shape);
}

class TfjsNetwork implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly observations: Float32Array;
  readonly initialMemory: Float32Array;
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
    this.observations = new Float32Array(cells * layout.spec.inputs);
    this.initialMemory = new Float32Array(shape.rows * layout.spec.memory);
    this.#tf = tf;
    this.#memories = new Float32Array(cells * layout.spec.memory);
    this.#outputs = perHead();
    this.#slopes = perHead();
  }

  memoryAfter(step: number): Float32Array {
    const count = this.initialMemory.length;
    return this.#memories.subarray(step * count, (step + 1) * count);
  }

  outputs(head: string): Float32Array {
    return arrayOf(this.#outputs, head);
  }

  outputSlopes(head: string): Float32Array {
    return arrayOf(this.#slopes, head);
  }

  forwardStep(step: number): Promise<void> {
    return this.#compute(step, 1);
  }

  forward(): Promise<void> {
    return this.#compute(0, this.shape.steps);
  }

  async backward(): Promise<void> {
    const tf = this.#tf;
    const groups = this.layout.groups.filter((group) => this.layout.spec.free?.[group.name] === undefined);
    const gradients = tf.tidy(() => {
      const weights = this.#weights();
      const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
        const byGroup = new Map(groups.map((group, i) => [group, tensors[i] as tf.Tensor2D]));
        const { outputs } = this.#graph(byGroup, this.initialMemory, 0, this.shape.steps);
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
    const { rows } = this.shape;
    const before = first === 0 ? this.initialMemory : this.memoryAfter(first - 1);
    const { outputs, memories } = tf.tidy(() => {
      const graph = this.#graph(this.#weights(), before, first, steps);
      return { outputs: Object.fromEntries(graph.outputs), memories: graph.memories };
    });
    const width = this.layout.spec.memory;
    this.#memories.set(await memories.data<'float32'>(), first * rows * width);
    memories.dispose();
    for (const [head, output] of Object.entries(outputs)) {
      this.outputs(head).set(await output.data<'float32'>(), first * rows * output.shape[1]);
      output.dispose();
    }
  }

  /** Fresh tensors each time: tfjs-wasm caches the packed right-hand side of matMul by tensor. */
  #weights(): Weights {
    const entries = this.layout.groups.map((group) => {
      const { offset, rows, width } = group;
      const numbers = this.parameters.slice(offset, offset + rows * width);
      return [group, this.#tf.tensor2d(numbers, [rows, width])] as const;
    });
    return new Map(entries);
  }

  #graph(weights: Weights, memoryBefore: Float32Array, first: number, steps: number) {
    const tf = this.#tf;
    const { rows } = this.shape;
    const { inputs, memory: width } = this.layout.spec;
    const weight = (group: ParameterGroup) => weights.get(group) as tf.Tensor2D;
    const dense = (x: tf.Tensor2D, { weights: w, bias }: DenseLayer): tf.Tensor2D =>
      tf.add(tf.matMul(x, weight(w)), weight(bias));
    const start = first * rows * inputs;
    const observed = this.observations.subarray(start, start + steps * rows * inputs);
    let x = tf.tensor2d(observed, [steps * rows, inputs]);
    for (const layer of this.layout.encoder) x = tf.relu(dense(x, layer));
    const fromInput = tf.split(dense(x, this.layout.gru.input), steps, 0);
    const { recurrent, candidateBias } = this.layout.gru;
    let memory = tf.tensor2d(memoryBefore, [rows, width]);
    const history: tf.Tensor2D[] = [];
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
    const memories = tf.concat2d(history, 0);
    const outputs = Object.entries(this.layout.heads).map(([name, { layers }]): [string, tf.Tensor2D] => {
      const top = layers.reduce(
        (below, layer, i) => (i < layers.length - 1 ? tf.relu(dense(below, layer)) : dense(below, layer)),
        memories,
      );
      return [name, top];
    });
    return { memories, outputs: new Map(outputs) };
  }
}

function arrayOf(arrays: ReadonlyMap<string, Float32Array>, head: string): Float32Array {
  const found = arrays.get(head);
  if (found) return found;
  throw new RangeError(`expected a head (${[...arrays.keys()].join(', ')}), got ${JSON.stringify(head)}`);
}
