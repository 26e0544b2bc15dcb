import type * as tensorflow from '@tensorflow/tfjs';
import { multiHot } from '../featureLists.ts';
import { emptyInputs, inputWidth, type Inputs, type NetworkLayout, type ParameterGroup } from '../layout.ts';
import { readGroups, uploadWeights, type Weights } from '../tfjsWeights.ts';
import { checkRows, type NetworkPart, type NetworkShape, type RecurrentNetwork } from '../network.ts';
import { attentionMask } from './attentionMask.ts';
import { gatherCells, scatterCells, sliceRows, type CellSlice } from './cellSlice.ts';
import { recall, type KeysValues, type Weighted } from './gatedLayer.ts';
import { gtrxlGraph, type GraphOutput } from './gtrxlGraph.ts';
import { gtrxlOf, type GtrxlLayout } from './gtrxlLayout.ts';
import { LayerHistory, layerMemoryLength } from './layerMemory.ts';
import { slicedGradients } from './slicedGradients.ts';

type Tf = typeof tensorflow;
type Matrix = tensorflow.Tensor2D;

export interface TfjsGtrxlOptions {
  /** Cells (steps of rows) of one graph: a batch of more is taken in slices of rows, so that any batch fits. */
  readonly cellsAtATime: number;
}

export function createTfjsGtrxl(
  tf: Tf,
  layout: NetworkLayout,
  shape: NetworkShape,
  options: TfjsGtrxlOptions = { cellsAtATime: 4096 },
): TfjsGtrxl {
  return new TfjsGtrxl(tf, layout, shape, options);
}

/** Steps that follow each other: parameters stay on the device, and so do keys and values of what was seen. */
interface Playing {
  readonly next: number;
  readonly weights: Weights;
  /** By layer. */
  readonly past: readonly KeysValues[];
}

/**
 * The GTrXL in stock tfjs ops with tfjs' own automatic differentiation, on whatever backend is active. Its memory
 * is what went into the layers, as in Transformer-XL: gradients reach the keys and values of remembered steps,
 * but not what was remembered. Steps one at a time keep keys and values instead of computing them again.
 */
export class TfjsGtrxl implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly observations: Inputs;
  readonly #tf: Tf;
  readonly #gtrxl: GtrxlLayout;
  readonly #cellsAtATime: number;
  readonly #history: LayerHistory;
  readonly #outputs: ReadonlyMap<string, Float32Array>;
  readonly #slopes: ReadonlyMap<string, Float32Array>;
  #rows: number;
  #playing: Playing | undefined;

  constructor(tf: Tf, layout: NetworkLayout, shape: NetworkShape, { cellsAtATime }: TfjsGtrxlOptions) {
    const { rows, steps, purpose } = shape;
    const learns = purpose === 'playing' ? 0 : 1;
    const heads = Object.entries(layout.heads);
    const perHead = (cells: number) =>
      new Map(heads.map(([name, { width }]) => [name, new Float32Array(cells * width)]));
    this.layout = layout;
    this.shape = shape;
    this.parameters = new Float32Array(layout.length);
    this.gradients = new Float32Array(learns * layout.length);
    this.observations = emptyInputs(layout.spec, rows * steps);
    this.#tf = tf;
    this.#gtrxl = gtrxlOf(layout);
    this.#cellsAtATime = cellsAtATime;
    this.#rows = rows;
    this.#history = new LayerHistory({ spec: this.#gtrxl.spec, rows, steps });
    this.#outputs = perHead(rows * steps);
    this.#slopes = perHead(learns * rows * steps);
  }

  use(rows: number): void {
    checkRows(rows, this.shape);
    this.#stop();
    this.#rows = rows;
    this.#history.use(rows);
  }

  get memoryLength(): number {
    return layerMemoryLength(this.#gtrxl.spec);
  }

  get initialMemory(): Float32Array {
    return this.#history.initial;
  }

  /** Of the last two steps that were computed, and of earlier ones while there are no more than `context`. */
  memoryAfter(step: number): Float32Array {
    return this.#history.before(step + 1);
  }

  outputs(head: string): Float32Array {
    return this.#inUse(arrayOf(this.#outputs, head));
  }

  outputSlopes(head: string): Float32Array {
    return this.#inUse(arrayOf(this.#slopes, head));
  }

  async forwardStep(step: number): Promise<void> {
    const tf = this.#tf;
    const rows = this.#rows;
    const slice = { rowsInAll: rows, firstRow: 0, rows, firstStep: step, steps: 1 };
    const playing = this.#playing?.next === step ? this.#playing : this.#begin(slice);
    const graph = tf.tidy(() => this.#graph(playing.weights, slice, playing.past));
    const past = tf.tidy(() =>
      graph.attended.map(({ keys, values }) => ({ keys: this.#newest(keys), values: this.#newest(values) })),
    );
    disposeAll([...playing.past, ...graph.attended]);
    this.#playing = { ...playing, next: step + 1, past };
    if (step === this.shape.steps - 1) this.#stop();
    await this.#read(graph, slice);
  }

  async forward(): Promise<void> {
    this.#stop();
    const tf = this.#tf;
    const weights = uploadWeights(tf, this.layout, this.parameters);
    for (const slice of this.#slices()) {
      const graph = tf.tidy(() => ({
        ...this.#graph(weights, slice, this.#recalled(weights, slice)),
        attended: [],
      }));
      await this.#read(graph, slice);
    }
    tf.dispose([...weights.values()]);
  }

  async backward({ rows }: NetworkPart = {}): Promise<void> {
    if (this.gradients.length === 0)
      throw new Error('expected a network that learns, got one that only plays');
    this.#stop();
    const tf = this.#tf;
    const weights = uploadWeights(tf, this.layout, this.parameters);
    const groups = readGroups(this.layout);
    const sums = slicedGradients(tf, weights, groups, {
      slices: this.#slices(rows),
      lossOf: (tensors, slice: CellSlice) => this.#loss(tensors, slice),
    });
    tf.dispose([...weights.values()]);
    this.gradients.fill(0);
    for (const [i, sum] of sums.entries()) {
      this.gradients.set(await sum.data<'float32'>(), (groups[i] as ParameterGroup).offset);
      sum.dispose();
    }
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    if (this.#playing === undefined) return;
    this.#tf.dispose([...this.#playing.weights.values()]);
    disposeAll(this.#playing.past);
    this.#playing = undefined;
  }

  #begin(slice: CellSlice): Playing {
    this.#stop();
    const weights = uploadWeights(this.#tf, this.layout, this.parameters);
    const past = this.#tf.tidy(() => this.#recalled(weights, slice));
    return { next: slice.firstStep, weights, past };
  }

  #slices(rows = this.#rows): readonly CellSlice[] {
    const whole = { rowsInAll: this.#rows, firstRow: 0, rows, firstStep: 0, steps: this.shape.steps };
    return sliceRows(whole, this.#cellsAtATime);
  }

  #weighted(weights: Weights): Weighted {
    return {
      tf: this.#tf,
      weight: (group) => weights.get(group) as Matrix,
      attentionHeads: this.#gtrxl.spec.attentionHeads,
    };
  }

  /** Keys and values of what is remembered before the slice's first step, by layer. */
  #recalled(weights: Weights, { firstRow, rows, firstStep }: CellSlice): KeysValues[] {
    const { spec, layers } = this.#gtrxl;
    const length = layerMemoryLength(spec);
    const memories = this.#history.before(firstStep);
    const size = spec.context * spec.width;
    const weighted = this.#weighted(weights);
    return layers.map((layer, l) => {
      const numbers = new Float32Array(rows * size);
      for (let row = 0; row < rows; row += 1) {
        const at = (firstRow + row) * length + l * size;
        numbers.set(memories.subarray(at, at + size), row * size);
      }
      const memory = this.#tf.tensor2d(numbers, [rows * spec.context, spec.width]);
      return recall(weighted, layer, memory, rows);
    });
  }

  #graph(weights: Weights, slice: CellSlice, past: readonly KeysValues[]): GraphOutput {
    const { context } = this.#gtrxl.spec;
    const { firstRow, rows, firstStep, steps } = slice;
    const counts = this.#history.countsBefore(firstStep).subarray(firstRow, firstRow + rows);
    const mask = attentionMask(counts, context, steps);
    return gtrxlGraph(this.#weighted(weights), this.layout, this.#gtrxl, {
      observations: this.#observed(slice),
      past,
      mask: this.#tf.tensor4d(mask, [1, rows, steps, context + steps]),
    });
  }

  /** [r * T of the slice, inputs] */
  #observed(slice: CellSlice): Matrix {
    const { spec } = this.layout;
    const numbers = gatherCells(this.observations, inputWidth(spec), slice);
    return numbers instanceof Uint16Array
      ? multiHot(this.#tf, numbers, spec)
      : this.#tf.tensor2d(numbers, [slice.rows * slice.steps, spec.inputs]);
  }

  /** Whose gradient by the parameters is that of the loss whose slopes were given. */
  #loss(weights: Weights, slice: CellSlice): tensorflow.Scalar {
    const tf = this.#tf;
    const { outputs } = this.#graph(weights, slice, this.#recalled(weights, slice));
    const parts = Object.entries(outputs).map(([head, output]) => {
      const slopes = gatherCells(this.outputSlopes(head), output.shape[1], slice);
      return tf.sum(tf.mul(output, tf.tensor2d(slopes, output.shape)));
    });
    return tf.addN(parts) as tensorflow.Scalar;
  }

  /** The last of keys or values. */
  #newest(all: tensorflow.Tensor4D): tensorflow.Tensor4D {
    const [heads, rows, steps, width] = all.shape;
    const { context } = this.#gtrxl.spec;
    return this.#tf.slice4d(all, [0, 0, steps - context, 0], [heads, rows, context, width]);
  }

  /** Reads outputs and inputs of layers back, and disposes of them. */
  async #read({ outputs, layerInputs }: GraphOutput, slice: CellSlice): Promise<void> {
    const { firstRow, rows, firstStep, steps } = slice;
    const kept = this.#history.keptOf(steps);
    const width = layerInputs.shape[1];
    const newest = this.#tf.tidy(() =>
      this.#tf.slice3d(
        this.#tf.reshape(layerInputs, [rows, steps, width]),
        [0, steps - kept, 0],
        [rows, kept, width],
      ),
    );
    layerInputs.dispose();
    const numbers = await newest.data<'float32'>();
    newest.dispose();
    this.#history.keep(numbers as Float32Array, {
      ...slice,
      firstRow,
      firstStep: firstStep + steps - kept,
      steps: kept,
    });
    for (const [head, output] of Object.entries(outputs)) {
      const values = await output.data<'float32'>();
      scatterCells(values as Float32Array, this.outputs(head), output.shape[1], slice);
      output.dispose();
    }
  }

  #inUse(array: Float32Array): Float32Array {
    return array.subarray(0, (array.length / this.shape.rows) * this.#rows);
  }
}

function disposeAll(all: readonly KeysValues[]): void {
  for (const { keys, values } of all) {
    keys.dispose();
    values.dispose();
  }
}

function arrayOf(arrays: ReadonlyMap<string, Float32Array>, head: string): Float32Array {
  const found = arrays.get(head);
  if (found) return found;
  throw new RangeError(`expected a head (${[...arrays.keys()].join(', ')}), got ${JSON.stringify(head)}`);
}
