import { ACCUMULATE, RELU, startKernels, type Kernels, type KernelsBuild } from '../kernels/kernels.ts';
import type { AdamEngine } from './adam.ts';
import { addressOf, FLOAT_BYTES, type Plane } from './addressSpace.ts';
import { inputWidth, NO_FEATURE, type Inputs, type NetworkLayout, type ParameterGroup } from './layout.ts';
import {
  checkRows,
  type InputChooser,
  type NetworkPart,
  type NetworkShape,
  type RecurrentNetwork,
} from './network.ts';
import { wasmAdam } from './wasmAdam.ts';
import { BLOCK_ROWS, planWasmNetwork, type GruPlan, type Stage, type WasmPlan } from './wasmPlan.ts';

/**
 * Own SIMD kernels with a hand-derived backward pass; forward caches are kept, so a rollout need not be recomputed.
 * @throws RangeError if the layout has a gated transformer, whose backward pass these kernels lack
 */
export function createWasmNetwork(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new WasmNetwork(layout, shape, 'portable');
}

/** The same on kernels that multiply and add at once: faster, other last digits, not to be had everywhere. */
export function createFusedNetwork(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new WasmNetwork(layout, shape, 'fused');
}

/** Rows that stand side by side, of one step; cell t * R + n is row n at step t. */
interface Block {
  readonly cell: number;
  readonly rows: number;
}

class WasmNetwork implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly adam: AdamEngine | undefined;
  readonly observations: Inputs;
  readonly chooser: InputChooser | undefined;
  readonly #kernels: Kernels;
  #rows: number;
  readonly #width: number;
  readonly #plan: WasmPlan;
  #isChoosing = false;

  constructor(layout: NetworkLayout, shape: NetworkShape, build: KernelsBuild) {
    if (layout.gtrxl !== undefined)
      throw new RangeError('expected a GRU or no memory, got a gated transformer');
    const { rows, steps, purpose } = shape;
    const plan = planWasmNetwork(layout, shape);
    this.layout = layout;
    this.shape = shape;
    this.#plan = plan;
    this.#rows = rows;
    this.#width = layout.spec.memory;
    this.#kernels = startKernels(plan.bytes, build);
    this.parameters = this.#view(plan.parameters, layout.length);
    const learned = purpose === 'playing' ? 0 : layout.length;
    this.gradients = this.#view(plan.gradients, learned);
    this.adam = learned === 0 ? undefined : wasmAdam(this.#kernels, plan, learned);
    const inputs = rows * steps * inputWidth(layout.spec);
    this.observations =
      layout.spec.longest === undefined
        ? this.#view(plan.observations.base, inputs)
        : new Uint16Array(this.#kernels.buffer, plan.observations.base, inputs).fill(NO_FEATURE);
    this.chooser = this.#openChooser();
  }

  #openChooser(): InputChooser | undefined {
    const { kept } = this.#plan;
    if (kept === undefined) return undefined;
    const { buffer } = this.#kernels;
    const count = (this.shape.kept as number) * inputWidth(this.layout.spec);
    const chosen = new Int32Array(buffer, kept.chosen.base, this.shape.rows * this.shape.steps);
    return {
      kept: new Uint16Array(buffer, kept.lists.base, count).fill(NO_FEATURE),
      choose: (rows) => {
        chosen.set(rows);
        this.#isChoosing = true;
      },
    };
  }

  use(rows: number): void {
    checkRows(rows, this.shape);
    this.#rows = rows;
    this.#isChoosing = false;
  }

  get memoryLength(): number {
    return this.#width;
  }

  get initialMemory(): Float32Array {
    return this.memoryAfter(-1);
  }

  memoryAfter(step: number): Float32Array {
    const { gru } = this.#plan;
    return this.#view(gru ? addressOf(gru.memory, step * this.#rows) : 0, this.#rows * this.#width);
  }

  outputs(head: string): Float32Array {
    const { output, layer } = this.#stages(head).at(-1) as Stage;
    return this.#view(output.base, this.#rows * this.shape.steps * layer.weights.width);
  }

  outputSlopes(head: string): Float32Array {
    const { slope, layer } = this.#stages(head).at(-1) as Stage;
    const cells = this.adam === undefined ? 0 : this.#rows * this.shape.steps;
    return this.#view(slope.base, cells * layer.weights.width);
  }

  forwardStep(step: number): void {
    this.#forwardSteps(step, 1);
  }

  forward(): void {
    this.#forwardSteps(0, this.shape.steps);
  }

  backward({ rows = this.#rows, steps = this.shape.steps }: NetworkPart = {}): void {
    if (this.adam === undefined) throw new Error('expected a network that learns, got one that only plays');
    this.gradients.fill(0);
    this.#transposeWeights();
    const { gru } = this.#plan;
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows - first);
      if (gru !== undefined) this.#view(gru.carry, count * this.#width).fill(0);
      for (let t = steps - 1; t >= 0; t -= 1)
        this.#backwardBlock({ cell: t * this.#rows + first, rows: count }, t);
    }
  }

  dispose(): void {
    // The memory goes with the object.
  }

  #forwardSteps(first: number, steps: number): void {
    // Without a memory all cells are alike, so that few rows of many steps make full blocks too.
    const [width, count] = this.#plan.gru ? [this.#rows, steps] : [this.#rows * steps, 1];
    for (let row = 0; row < width; row += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, width - row);
      for (let t = 0; t < count; t += 1) this.#forwardBlock({ cell: (first + t) * this.#rows + row, rows });
    }
  }

  #forwardBlock(block: Block): void {
    const { encoder, gru, heads } = this.#plan;
    for (const stage of encoder) this.#denseForward(stage, block);
    if (gru !== undefined) this.#gruForward(gru, block);
    for (const stages of heads.values()) for (const stage of stages) this.#denseForward(stage, block);
  }

  #gruForward({ layout, gateInput, memory, fromMemory, gates }: GruPlan, block: Block): void {
    const { cell, rows } = block;
    const width = this.#width;
    const before = addressOf(memory, cell - this.#rows);
    this.#denseForward(gateInput, block);
    this.#kernels.gemm(rows, 3 * width, width, before, this.#parameter(layout.recurrent), fromMemory, 0, 0);
    this.#kernels.gruForward(
      rows,
      width,
      gateInput.output.base,
      fromMemory,
      this.#parameter(layout.candidateBias),
      before,
      addressOf(gates, cell),
      addressOf(memory, cell),
    );
  }

  #denseForward(stage: Stage, { cell, rows }: Block): void {
    const { layer, reads, input, inputWidth: inputs } = stage;
    const { width } = layer.weights;
    const output = addressOf(stage.output, cell);
    const [weights, bias] = [this.#parameter(layer.weights), this.#parameter(layer.bias)];
    const flags = stage.relu ? RELU : 0;
    if (reads === 'lists') {
      const { lists, chosen } = this.#listsFrom(input, cell);
      this.#kernels.embed(rows, width, inputs, lists, weights, output, bias, flags, chosen);
    } else this.#kernels.gemm(rows, width, inputs, addressOf(input, cell), weights, output, bias, flags);
  }

  /** Where the lists of a block stand, and where the numbers of those that it has chosen, if it has. */
  #listsFrom(input: Plane, cell: number): { readonly lists: number; readonly chosen: number } {
    const { kept } = this.#plan;
    if (!this.#isChoosing || kept === undefined) return { lists: addressOf(input, cell), chosen: 0 };
    return { lists: kept.lists.base, chosen: addressOf(kept.chosen, cell) };
  }

  #transposeWeights(): void {
    const { encoder, gru, heads } = this.#plan;
    // The slope by the observations is nobody's.
    const stages = [...encoder.slice(1), ...(gru ? [gru.gateInput] : []), ...[...heads.values()].flat()];
    for (const { layer, inputWidth: inputs, transposed } of stages)
      this.#kernels.transpose(inputs, layer.weights.width, this.#parameter(layer.weights), transposed);
    if (gru === undefined) return;
    const weights = this.#parameter(gru.layout.recurrent);
    this.#kernels.transpose(this.#width, 3 * this.#width, weights, gru.recurrentTransposed);
  }

  #backwardBlock(block: Block, step: number): void {
    const { encoder, gru, heads } = this.#plan;
    const top = encoder.at(-1) as Stage;
    let flags = 0;
    for (const stages of heads.values()) {
      this.#stackBackward(stages, block, { into: gru?.memorySlope ?? top.slope.base, flags });
      flags = ACCUMULATE;
    }
    if (gru !== undefined) {
      this.#gruBackward(gru, block, step);
      this.#stackBackward([gru.gateInput], block, { into: top.slope.base, flags: 0 });
    }
    this.#reluBackward(top, block);
    this.#stackBackward(encoder, block);
  }

  /** From the slope of the top stage's output down to that of the lowest stage's input, if anyone wants it. */
  #stackBackward(
    stages: readonly Stage[],
    block: Block,
    target?: { readonly into: number; readonly flags: number },
  ): void {
    const { cell, rows } = block;
    for (let i = stages.length - 1; i >= 0; i -= 1) {
      const { layer, reads, input, inputWidth: inputs, slope, transposed } = stages[i] as Stage;
      const { width } = layer.weights;
      const slopes = addressOf(slope, cell);
      const weights = this.#gradient(layer.weights);
      if (reads === 'lists') {
        const { lists, chosen } = this.#listsFrom(input, cell);
        this.#kernels.embedBackward(rows, width, inputs, lists, slopes, weights, chosen);
      } else {
        this.#kernels.gemmTransposedLeft(rows, width, inputs, addressOf(input, cell), slopes, weights);
      }
      this.#kernels.columnSums(rows, width, width, slopes, this.#gradient(layer.bias));
      const below = stages[i - 1];
      if (below) {
        this.#kernels.gemm(rows, inputs, width, slopes, transposed, addressOf(below.slope, cell), 0, 0);
        this.#reluBackward(below, block);
      } else if (target) {
        this.#kernels.gemm(rows, inputs, width, slopes, transposed, target.into, 0, target.flags);
      }
    }
  }

  #reluBackward({ layer, output, slope }: Stage, { cell, rows }: Block): void {
    this.#kernels.reluBackward(rows * layer.weights.width, addressOf(output, cell), addressOf(slope, cell));
  }

  #gruBackward(plan: GruPlan, { cell, rows }: Block, step: number): void {
    const { layout, memory, gates, memorySlope, carry, gateInput, recurrentSlope: slope } = plan;
    const width = this.#width;
    const before = addressOf(memory, cell - this.#rows);
    const gatesNow = addressOf(gates, cell);
    const { recurrent, candidateBias } = layout;
    this.#kernels.gruBackward(rows, width, memorySlope, carry, before, gatesNow, gateInput.slope.base, slope);
    if (step > 0)
      this.#kernels.gemm(rows, width, 3 * width, slope, plan.recurrentTransposed, carry, 0, ACCUMULATE);
    this.#kernels.gemmTransposedLeft(rows, 3 * width, width, before, slope, this.#gradient(recurrent));
    const candidate = slope + 2 * width * FLOAT_BYTES;
    this.#kernels.columnSums(rows, 3 * width, width, candidate, this.#gradient(candidateBias));
  }

  #stages(head: string): readonly Stage[] {
    const stages = this.#plan.heads.get(head);
    if (stages) return stages;
    const names = [...this.#plan.heads.keys()].join(', ');
    throw new RangeError(`expected a head (${names}), got ${JSON.stringify(head)}`);
  }

  #parameter(group: ParameterGroup): number {
    return this.#plan.parameters + group.offset * FLOAT_BYTES;
  }

  #gradient(group: ParameterGroup): number {
    return this.#plan.gradients + group.offset * FLOAT_BYTES;
  }

  #view(address: number, count: number): Float32Array {
    return new Float32Array(this.#kernels.buffer, address, count);
  }
}
