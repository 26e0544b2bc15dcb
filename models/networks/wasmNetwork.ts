import { ACCUMULATE, RELU, startKernels, type Kernels, type KernelsBuild } from '../kernels/kernels.ts';
import { inputWidth, NO_FEATURE, type Inputs, type NetworkLayout, type ParameterGroup } from './layout.ts';
import type { NetworkShape, RecurrentNetwork } from './network.ts';
import { FLOAT_BYTES, planWasmNetwork, type GruPlan, type Stage, type WasmPlan } from './wasmPlan.ts';

const FEATURE_BYTES = 2;

/** Own SIMD kernels with a hand-derived backward pass; forward caches are kept, so a rollout need not be recomputed. */
export function createWasmNetwork(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new WasmNetwork(layout, shape, 'portable');
}

/** The same on kernels that multiply and add at once: faster, other last digits, not to be had everywhere. */
export function createFusedNetwork(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new WasmNetwork(layout, shape, 'fused');
}

class WasmNetwork implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly observations: Inputs;
  readonly #kernels: Kernels;
  #rows: number;
  readonly #width: number;
  readonly #plan: WasmPlan;

  constructor(layout: NetworkLayout, shape: NetworkShape, build: KernelsBuild) {
    const { rows, steps } = shape;
    const plan = planWasmNetwork(layout, shape);
    this.layout = layout;
    this.shape = shape;
    this.#plan = plan;
    this.#rows = rows;
    this.#width = layout.spec.memory;
    this.#kernels = startKernels(plan.bytes, build);
    this.parameters = this.#view(plan.parameters, layout.length);
    this.gradients = this.#view(plan.gradients, layout.length);
    const inputs = rows * steps * inputWidth(layout.spec);
    this.observations =
      layout.spec.longest === undefined
        ? this.#view(plan.observations, inputs)
        : new Uint16Array(this.#kernels.buffer, plan.observations, inputs).fill(NO_FEATURE);
  }

  use(rows: number): void {
    if (rows < 1 || rows > this.shape.rows)
      throw new RangeError(`expected 1 to ${this.shape.rows} rows, got ${rows}`);
    this.#rows = rows;
  }

  get initialMemory(): Float32Array {
    return this.memoryAfter(-1);
  }

  memoryAfter(step: number): Float32Array {
    const count = this.#rows * this.#width;
    const { gru } = this.#plan;
    return this.#view(gru ? this.#memory(gru) + (step + 1) * count * FLOAT_BYTES : 0, count);
  }

  outputs(head: string): Float32Array {
    const { output, layer } = this.#top(head);
    return this.#view(output, this.#rows * this.shape.steps * layer.weights.width);
  }

  outputSlopes(head: string): Float32Array {
    const { slope, layer } = this.#top(head);
    return this.#view(slope, this.#rows * this.shape.steps * layer.weights.width);
  }

  forwardStep(step: number): void {
    this.#forwardSteps(step, 1);
  }

  forward(): void {
    this.#forwardSteps(0, this.shape.steps);
  }

  backward(): void {
    this.gradients.fill(0);
    const { encoder, gru, heads } = this.#plan;
    const top = encoder.at(-1) as Stage;
    let flags = 0;
    for (const stages of heads.values()) {
      this.#stackBackward(stages, gru?.memorySlope ?? top.slope, flags);
      flags = ACCUMULATE;
    }
    if (gru !== undefined) {
      this.#gruBackward(gru);
      this.#stackBackward([gru.gateInput], top.slope, 0);
    }
    this.#kernels.reluBackward(this.#cells(top), top.output, top.slope);
    this.#stackBackward(encoder, undefined, 0);
  }

  dispose(): void {
    // The memory goes with the object.
  }

  #forwardSteps(first: number, steps: number): void {
    const { encoder, gru, heads } = this.#plan;
    for (const stage of encoder) this.#denseForward(stage, first, steps);
    if (gru !== undefined) this.#gruForward(gru, first, steps);
    for (const stages of heads.values()) {
      for (const stage of stages) this.#denseForward(stage, first, steps);
    }
  }

  #gruForward(plan: GruPlan, first: number, steps: number): void {
    const { layout, gateInput, fromMemory, gates } = plan;
    const memory = this.#memory(plan);
    const [rows, width] = [this.#rows, this.#width];
    const { recurrent, candidateBias } = layout;
    this.#denseForward(gateInput, first, steps);
    const row = rows * width * FLOAT_BYTES;
    for (let t = first; t < first + steps; t += 1) {
      const before = memory + t * row;
      const weights = this.#parameter(recurrent);
      this.#kernels.gemm(rows, 3 * width, width, before, weights, fromMemory, 0, 0);
      this.#kernels.gruForward(
        rows,
        width,
        gateInput.output + 3 * t * row,
        fromMemory,
        this.#parameter(candidateBias),
        before,
        gates + 4 * t * row,
        before + row,
      );
    }
  }

  #denseForward(stage: Stage, first: number, steps: number): void {
    const { layer, reads, input, output } = stage;
    const { width } = layer.weights;
    const skipped = first * this.#rows;
    this.#kernels[reads === 'lists' ? 'embed' : 'gemm'](
      steps * this.#rows,
      width,
      stage.inputWidth,
      input + skipped * stage.inputWidth * (reads === 'lists' ? FEATURE_BYTES : FLOAT_BYTES),
      this.#parameter(layer.weights),
      output + skipped * width * FLOAT_BYTES,
      this.#parameter(layer.bias),
      stage.relu ? RELU : 0,
    );
  }

  /** From the slope of the top stage's output down to `target`, the slope of the lowest input, if anyone wants it. */
  #stackBackward(stages: readonly Stage[], target: number | undefined, flags: number): void {
    const cells = this.#rows * this.shape.steps;
    for (let i = stages.length - 1; i >= 0; i -= 1) {
      const { layer, reads, input, inputWidth: inputs, slope, transposed } = stages[i] as Stage;
      const { width } = layer.weights;
      const addGradient = reads === 'lists' ? 'embedBackward' : 'gemmTransposedLeft';
      this.#kernels[addGradient](cells, width, inputs, input, slope, this.#gradient(layer.weights));
      this.#kernels.columnSums(cells, width, width, slope, this.#gradient(layer.bias));
      const below = stages[i - 1];
      const into = below?.slope ?? target;
      if (into === undefined) continue;
      this.#kernels.transpose(inputs, width, this.#parameter(layer.weights), transposed);
      this.#kernels.gemm(cells, inputs, width, slope, transposed, into, 0, below ? 0 : flags);
      if (below) this.#kernels.reluBackward(this.#cells(below), below.output, below.slope);
    }
  }

  #gruBackward(plan: GruPlan): void {
    const { layout, gates, memorySlope, carry, recurrentSlope, recurrentTransposed } = plan;
    const memory = this.#memory(plan);
    const [rows, width] = [this.#rows, this.#width];
    const { recurrent, candidateBias } = layout;
    const row = rows * width * FLOAT_BYTES;
    this.#kernels.transpose(width, 3 * width, this.#parameter(recurrent), recurrentTransposed);
    this.#view(carry, rows * width).fill(0);
    for (let t = this.shape.steps - 1; t >= 0; t -= 1) {
      const slope = recurrentSlope + 3 * t * row;
      this.#kernels.gruBackward(
        rows,
        width,
        memorySlope + t * row,
        carry,
        memory + t * row,
        gates + 4 * t * row,
        plan.gateInput.slope + 3 * t * row,
        slope,
      );
      if (t > 0) this.#kernels.gemm(rows, width, 3 * width, slope, recurrentTransposed, carry, 0, ACCUMULATE);
    }
    const cells = rows * this.shape.steps;
    this.#kernels.gemmTransposedLeft(
      cells,
      3 * width,
      width,
      memory,
      recurrentSlope,
      this.#gradient(recurrent),
    );
    const candidate = recurrentSlope + 2 * width * FLOAT_BYTES;
    this.#kernels.columnSums(cells, 3 * width, width, candidate, this.#gradient(candidateBias));
  }

  #top(head: string): Stage {
    const stages = this.#plan.heads.get(head);
    if (stages) return stages.at(-1) as Stage;
    throw new RangeError(
      `expected a head (${[...this.#plan.heads.keys()].join(', ')}), got ${JSON.stringify(head)}`,
    );
  }

  /** Where the first memory stands: right before the others, also if not all rows are in use. */
  #memory({ memory }: GruPlan): number {
    return memory + (this.shape.rows - this.#rows) * this.#width * FLOAT_BYTES;
  }

  #cells(stage: Stage): number {
    return this.#rows * this.shape.steps * stage.layer.weights.width;
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
