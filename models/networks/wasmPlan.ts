import type { DenseLayer, NetworkLayout } from './layout.ts';
import type { NetworkShape } from './network.ts';

export const FLOAT_BYTES = 4;

/** A dense layer with the addresses of what flows through it; all [T, R, ...]. */
export interface Stage {
  readonly layer: DenseLayer;
  readonly relu: boolean;
  readonly input: number;
  /** Floats per row of the input. */
  readonly inputWidth: number;
  readonly output: number;
  /** Slope of the loss by the output. */
  readonly slope: number;
  /** Weights transposed, filled by `backward`. */
  readonly transposed: number;
}

/** Addresses of everything a network keeps in the kernels' memory, over all T steps unless said otherwise. */
export interface WasmPlan {
  /** [P] */
  readonly parameters: number;
  /** [P] */
  readonly gradients: number;
  readonly observations: number;
  readonly encoder: readonly Stage[];
  /** Input branches of the gates, [T, R, 3H]. */
  readonly gateInput: Stage;
  readonly heads: ReadonlyMap<string, readonly Stage[]>;
  /** [T + 1, R, H], the first R rows before step 0. */
  readonly memory: number;
  /** [T, R, H], slope of the loss by the memory, from the heads. */
  readonly memorySlope: number;
  /** [R, 3H], recurrent branches of the gates at the step in work. */
  readonly fromMemory: number;
  /** [T, R, 4H] */
  readonly gates: number;
  /** [R, H] */
  readonly carry: number;
  /** [T, R, 3H], slope by the recurrent branches. */
  readonly recurrentSlope: number;
  /** [3H, H] */
  readonly recurrentTransposed: number;
  /** Size of the memory. */
  readonly bytes: number;
}

export function planWasmNetwork(layout: NetworkLayout, { rows, steps }: NetworkShape): WasmPlan {
  const { memory: width, inputs } = layout.spec;
  const cells = rows * steps;
  const space = new AddressSpace();
  const observations = space.take(cells * inputs);
  const memory = space.take((steps + 1) * rows * width);
  const encoder = stack(space, cells, layout.encoder, { input: observations, width: inputs, last: 'relu' });
  const top = encoder[encoder.length - 1] as Stage;
  const below = { input: top.output, width: top.layer.weights.width, last: 'linear' } as const;
  const [gateInput] = stack(space, cells, [layout.gru.input], below) as [Stage];
  const memoryAfter = { input: memory + rows * width * FLOAT_BYTES, width, last: 'linear' } as const;
  const heads = Object.entries(layout.heads).map(
    ([name, head]) => [name, stack(space, cells, head.layers, memoryAfter)] as const,
  );
  return {
    parameters: space.take(layout.length),
    gradients: space.take(layout.length),
    observations,
    encoder,
    gateInput,
    heads: new Map(heads),
    memory,
    memorySlope: space.take(cells * width),
    fromMemory: space.take(rows * 3 * width),
    gates: space.take(cells * 4 * width),
    carry: space.take(rows * width),
    recurrentSlope: space.take(cells * 3 * width),
    recurrentTransposed: space.take(3 * width * width),
    bytes: space.bytes,
  };
}

interface Below {
  readonly input: number;
  readonly width: number;
  /** What the topmost layer ends in. */
  readonly last: 'relu' | 'linear';
}

function stack(space: AddressSpace, cells: number, layers: readonly DenseLayer[], below: Below): Stage[] {
  let { input, width: inputWidth } = below;
  return layers.map((layer, i): Stage => {
    const { rows, width } = layer.weights;
    const stage = {
      layer,
      relu: below.last === 'relu' || i < layers.length - 1,
      input,
      inputWidth,
      output: space.take(cells * width),
      slope: space.take(cells * width),
      transposed: space.take(rows * width),
    };
    [input, inputWidth] = [stage.output, width];
    return stage;
  });
}

/** Hands out addresses in order; 16 bytes apart, so that every vector load is aligned. */
class AddressSpace {
  bytes = 16;

  /** @returns the address of `count` floats */
  take(count: number): number {
    const address = this.bytes;
    this.bytes += Math.ceil((count * FLOAT_BYTES) / 16) * 16;
    return address;
  }
}
