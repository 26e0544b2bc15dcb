import { ACCUMULATE, RELU, startKernels, type Kernels } from '../kernels/kernels.ts';
import type { NetworkLayout, ParameterGroup } from './layout.ts';
import type { NetworkShape, RecurrentNetwork } from './network.ts';
import { FLOAT_BYTES, planWasmNetwork, type Stage, type WasmPlan } from './wasmPlan.ts';

/** Own SIMD kernels with a hand-derived backward pass; forward caches are kept, so a rollout need not be recomputed. */
export function createWasmNetwork(layout: NetworkLayout, shape: NetworkShape): RecurrentNetwork {
  return new WasmNetwork(layout, shape);
}

class WasmNetwork implements RecurrentNetwork {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  readonly observations: Float32Array;
  readonly initialMemory: Float32Array;
  readonly #kernels: Kernels;
  readonly #rows: number;
  readonly #width: number;
  readonly #plan: WasmPlan;

  constructor(layout: NetworkLayout, shape: NetworkShape) {
    const { rows, steps } = shape;
    const plan = planWasmNetwork(layout, shape);
    this.layout = layout;
    this.shape = shape;
    this.#plan = plan;
    this.#rows = rows;
    this.#width = layout.spec.memory;
    this.#kernels = startKernels(plan.bytes);
    this.parameters = this.#view(plan.parameters, layout.length);
    this.gradients = this.#view(plan.gradients, layout.length);
    this.observations = this.#view(plan.observations, rows * steps * layout.spec.inputs);
    this.initialMemory = this.#view(plan.memory, rows * this.#width);
  }

  memoryAfter(step: number): Float32Array {
    const count = this.#rows * this.#width;
    return this.#view(this.#plan.memory + (step + 1) * count * FLOAT_BYTES, count);
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
    let flags = 0;
    for (const stages of this.#plan.heads.values()) {
      this.#stackBackward(stages, this.#plan.memorySlope, flags);
      flags = ACCUMULATE;
    }
    this.#gruBackward();
    const top = this.#plan.encoder.at(-1) as Stage;
    this.#stackBackward([this.#plan.gateInput], top.slope, 0);
    this.#kernels.reluBackward(this.#cells(top), top.output, top.slope);
    this.#stackBackward(this.#plan.encoder, undefined, 0);
  }

  dispose(): void {
    // The memory goes with the object.
  }

  #forwardSteps(first: number, steps: number): void {
    const { memory, fromMemory, gates } = this.#plan;
    const [rows, width] = [this.#rows, this.#width];
    const { recurrent, candidateBias } = this.layout.gru;
    for (const stage of this.#plan.encoder) this.#denseForward(stage, first, steps);
    this.#denseForward(this.#plan.gateInput, first, steps);
    const row = rows * width * FLOAT_BYTES;
    for (let t = first; t < first + steps; t += 1) {
      const before = memory + t * row;
      const weights = this.#parameter(recurrent);
      this.#kernels.gemm(rows, 3 * width, width, before, weights, fromMemory, 0, 0);
      this.#kernels.gruForward(
        rows,
        width,
        this.#plan.gateInput.output + 3 * t * row,
        fromMemory,
        this.#parameter(candidateBias),
        before,
        gates + 4 * t * row,
        before + row,
      );
    }
    for (const stages of this.#plan.heads.values()) {
      for (const stage of stages) this.#denseForward(stage, first, steps);
    }
  }

  #denseForward({ layer, relu, input, inputWidth, output }: Stage, first: number, steps: number): void {
    const { width } = layer.weights;
    const skipped = first * this.#rows * FLOAT_BYTES;
    this.#kernels.gemm(
      steps * this.#rows,
      width,
      inputWidth,
      input + skipped * inputWidth,
      this.#parameter(layer.weights),
      output + skipped * width,
      this.#parameter(layer.bias),
      relu ? RELU : 0,
    );
  }

  /** From the slope of the top stage's output down to `target`, the slope of the lowest input, if anyone wants it. */
  #stackBackward(stages: readonly Stage[], target: number | undefined, flags: number): void {
    const cells = this.#rows * this.shape.steps;
    for (let i = stages.length - 1; i >= 0; i -= 1) {
      const { layer, input, inputWidth, slope, transposed } = stages[i] as Stage;
      const { width } = layer.weights;
      this.#kernels.gemmTransposedLeft(cells, width, inputWidth, input, slope, this.#gradient(layer.weights));
      this.#kernels.columnSums(cells, width, width, slope, this.#gradient(layer.bias));
      const below = stages[i - 1];
      const into = below?.slope ?? target;
      if (into === undefined) continue;
      this.#kernels.transpose(inputWidth, width, this.#parameter(layer.weights), transposed);
      this.#kernels.gemm(cells, inputWidth, width, slope, transposed, into, 0, below ? 0 : flags);
      if (below) this.#kernels.reluBackward(this.#cells(below), below.output, below.slope);
    }
  }

  #gruBackward(): void {
    const { memory, gates, memorySlope, carry, recurrentSlope, recurrentTransposed } = this.#plan;
    const [rows, width] = [this.#rows, this.#width];
    const { recurrent, candidateBias } = this.layout.gru;
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
        this.#plan.gateInput.slope + 3 * t * row,
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
