import { RELU, startKernels, type Kernels } from '../../kernels/kernels.ts';
import {
  inputWidth,
  NO_FEATURE,
  type DenseLayer,
  type Inputs,
  type NetworkLayout,
  type ParameterGroup,
} from '../layout.ts';
import { checkRows, type NetworkShape, type RecurrentNetwork } from '../network.ts';
import { FLOAT_BYTES } from '../addressSpace.ts';
import { NORM_EPSILON } from './gatedLayer.ts';
import {
  gtrxlOf,
  type GateLayout,
  type GatedLayerLayout,
  type GtrxlLayout,
  type NormLayout,
} from './gtrxlLayout.ts';
import { keyMemoryLength, oneMore } from './keyMemory.ts';
import { planPlay, type PlayPlan, type Room } from './playPlan.ts';
import { rowAttention } from './rowAttention.ts';
import { sinusoids } from './sinusoids.ts';

/**
 * A GTrXL that plays and does not learn: one step at a time, at once, on the own kernels. Its memory is keys and
 * values, so that a step computes nothing again that an earlier one has computed.
 * @throws RangeError if more than one step is asked for
 */
export function createPlayGtrxl(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  if (shape.steps === 1) return new PlayGtrxl(layout, shape);
  throw new RangeError(`expected 1 step at a time of a network that only plays, got ${shape.steps}`);
}

class PlayGtrxl implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  /** None: it does not learn. */
  readonly gradients = new Float32Array(0);
  readonly observations: Inputs;
  readonly #gtrxl: GtrxlLayout;
  readonly #kernels: Kernels;
  readonly #plan: PlayPlan;
  #rows: number;

  constructor(layout: NetworkLayout, shape: NetworkShape) {
    const plan = planPlay(layout, shape.rows);
    this.layout = layout;
    this.shape = shape;
    this.#gtrxl = gtrxlOf(layout);
    this.#plan = plan;
    this.#rows = shape.rows;
    this.#kernels = startKernels(plan.bytes, 'portable');
    this.parameters = this.#view(plan.parameters);
    const { address, width } = plan.observations;
    this.observations =
      layout.spec.longest === undefined
        ? this.#view(plan.observations)
        : new Uint16Array(this.#kernels.buffer, address, shape.rows * width).fill(NO_FEATURE);
    this.#view(plan.sinusoids).set(sinusoids(this.#gtrxl.spec.context, this.#gtrxl.spec.width));
  }

  use(rows: number): void {
    checkRows(rows, this.shape);
    this.#rows = rows;
  }

  get memoryLength(): number {
    return keyMemoryLength(this.#gtrxl.spec);
  }

  get initialMemory(): Float32Array {
    return this.#view(this.#plan.initial);
  }

  memoryAfter(): Float32Array {
    return this.#view(this.#plan.memory);
  }

  outputs(head: string): Float32Array {
    const rooms = this.#plan.heads.get(head);
    if (rooms !== undefined) return this.#view(rooms.at(-1) as Room);
    const names = [...this.#plan.heads.keys()].join(', ');
    throw new RangeError(`expected a head (${names}), got ${JSON.stringify(head)}`);
  }

  outputSlopes(): Float32Array {
    throw new Error('expected a network that learns, got one that only plays');
  }

  forwardStep(): void {
    const memory = this.#view(this.#plan.memory);
    memory.set(this.initialMemory);
    this.#encode();
    for (const [l, layer] of this.#gtrxl.layers.entries()) this.#layer(layer, l);
    const length = this.memoryLength;
    for (let end = length - 1; end < memory.length; end += length) {
      memory[end] = oneMore(memory[end] as number, this.#gtrxl.spec.context);
    }
    for (const [name, { layers }] of Object.entries(this.layout.heads)) {
      this.#stack(layers, this.#plan.stream, this.#plan.heads.get(name) as readonly Room[]);
    }
  }

  forward(): void {
    this.forwardStep();
  }

  backward(): void {
    throw new Error('expected a network that learns, got one that only plays');
  }

  dispose(): void {
    // The memory goes with the object.
  }

  #encode(): void {
    const { encoder, spec } = this.layout;
    const { observations, encoded, stream } = this.#plan;
    const [first, ...others] = encoder as [DenseLayer, ...DenseLayer[]];
    this.#kernels[spec.longest === undefined ? 'gemm' : 'embed'](
      this.#rows,
      first.weights.width,
      inputWidth(spec),
      observations.address,
      this.#address(first.weights),
      (encoded[0] as Room).address,
      this.#address(first.bias),
      RELU,
    );
    for (const [i, layer] of others.entries())
      this.#dense(layer, encoded[i] as Room, encoded[i + 1] as Room, RELU);
    this.#dense(this.#gtrxl.embedding, encoded.at(-1) as Room, stream, 0);
  }

  /** Dense layers with ReLU between them. */
  #stack(layers: readonly DenseLayer[], from: Room, rooms: readonly Room[]): void {
    for (const [i, layer] of layers.entries()) {
      const below = i === 0 ? from : (rooms[i - 1] as Room);
      this.#dense(layer, below, rooms[i] as Room, i < layers.length - 1 ? RELU : 0);
    }
  }

  #layer({ attention, attentionGate, feedForward, feedForwardGate }: GatedLayerLayout, l: number): void {
    const { sinusoids: table, positions, stream, between, normed, mixed, branch, hidden } = this.#plan;
    this.#norm(attention.norm, stream, normed);
    this.#product(attention.queries, normed, this.#plan.queries);
    this.#product(attention.keys, normed, this.#plan.keys);
    this.#product(attention.values, normed, this.#plan.values);
    this.#product(attention.positions, table, positions);
    this.#attend(attention, l);
    this.#product(attention.output, mixed, branch, RELU);
    this.#gate(attentionGate, stream, between);
    this.#norm(feedForward.norm, between, normed);
    this.#dense(feedForward.hidden, normed, hidden, RELU);
    this.#dense(feedForward.output, hidden, branch, RELU);
    this.#gate(feedForwardGate, between, stream);
  }

  /** Mixes what every row attends to, then puts this step's keys and values into its memory. */
  #attend({ contentBias, positionBias }: GatedLayerLayout['attention'], l: number): void {
    const { width, context, attentionHeads } = this.#gtrxl.spec;
    const plan = this.#plan;
    const memory = this.#view(plan.memory);
    const [queries, keys, values] = [
      this.#view(plan.queries),
      this.#view(plan.keys),
      this.#view(plan.values),
    ];
    const mixed = this.#view(plan.mixed);
    const shared = {
      positions: this.#view(plan.positions),
      contentBias: this.#group(contentBias),
      positionBias: this.#group(positionBias),
      attentionHeads,
    };
    for (let row = 0; row < this.#rows; row += 1) {
      const own = (all: Float32Array): Float32Array => all.subarray(row * width, (row + 1) * width);
      const past = row * this.memoryLength + 2 * l * context * width;
      const pastKeys = memory.subarray(past, past + context * width);
      const pastValues = memory.subarray(past + context * width, past + 2 * context * width);
      const stepsBefore = memory[(row + 1) * this.memoryLength - 1] as number;
      const [key, value] = [own(keys), own(values)];
      const input = { query: own(queries), key, value, pastKeys, pastValues, stepsBefore, ...shared };
      rowAttention(input, own(mixed));
      const slot = (stepsBefore % context) * width;
      pastKeys.set(key, slot);
      pastValues.set(value, slot);
    }
  }

  /** As `gate` in gatedLayer.ts; the branch is in its room. */
  #gate(gate: GateLayout, from: Room, to: Room): void {
    const { branch, fromBranch, fromStream, kept, candidate } = this.#plan;
    const { width } = this.#gtrxl.spec;
    this.#product(gate.branch, branch, fromBranch);
    this.#product(gate.stream, from, fromStream);
    const [x, y, s] = [this.#view(from), this.#view(fromBranch), this.#view(fromStream)];
    const keptStream = this.#view(kept);
    for (let row = 0; row < this.#rows; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const i = row * width + column;
        const reset = (y[3 * row * width + column] as number) + (s[2 * row * width + column] as number);
        keptStream[i] = sigmoid(reset) * (x[i] as number);
      }
    }
    this.#product(gate.candidate, kept, candidate);
    const [c, bias, output] = [this.#view(candidate), this.#group(gate.bias), this.#view(to)];
    for (let row = 0; row < this.#rows; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const i = row * width + column;
        const update =
          (y[(3 * row + 1) * width + column] as number) + (s[(2 * row + 1) * width + column] as number);
        const proposed = Math.tanh((y[(3 * row + 2) * width + column] as number) + (c[i] as number));
        const share = sigmoid(update - (bias[column] as number));
        output[i] = (x[i] as number) + share * (proposed - (x[i] as number));
      }
    }
  }

  #norm({ gain, bias }: NormLayout, from: Room, to: Room): void {
    const { width } = this.#gtrxl.spec;
    const [x, output, g, b] = [this.#view(from), this.#view(to), this.#group(gain), this.#group(bias)];
    for (let at = 0; at < x.length; at += width) {
      let mean = 0;
      for (let i = 0; i < width; i += 1) mean += (x[at + i] as number) / width;
      let variance = 0;
      for (let i = 0; i < width; i += 1) variance += ((x[at + i] as number) - mean) ** 2 / width;
      const scale = 1 / Math.sqrt(variance + NORM_EPSILON);
      for (let i = 0; i < width; i += 1) {
        output[at + i] = ((x[at + i] as number) - mean) * scale * (g[i] as number) + (b[i] as number);
      }
    }
  }

  #dense({ weights, bias }: DenseLayer, from: Room, to: Room, flags: number): void {
    this.#multiply(weights, from, to, this.#address(bias), flags);
  }

  #product(weights: ParameterGroup, from: Room, to: Room, flags = 0): void {
    this.#multiply(weights, from, to, 0, flags);
  }

  #multiply(weights: ParameterGroup, from: Room, to: Room, bias: number, flags: number): void {
    const rows = from.rows ?? this.#rows;
    const [inputs, outputs] = [weights.rows, weights.width];
    this.#kernels.gemm(rows, outputs, inputs, from.address, this.#address(weights), to.address, bias, flags);
  }

  #address({ offset }: ParameterGroup): number {
    return this.#plan.parameters.address + offset * FLOAT_BYTES;
  }

  #group({ offset, columns }: ParameterGroup): Float32Array {
    return this.parameters.subarray(offset, offset + columns);
  }

  #view({ address, width, rows = this.#rows }: Room): Float32Array {
    return new Float32Array(this.#kernels.buffer, address, rows * width);
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
