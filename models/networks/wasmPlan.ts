import { CONSTANT_BYTES } from '../kernels/kernels.ts';
import { inputWidth, type DenseLayer, type GruLayout, type NetworkLayout } from './layout.ts';
import type { NetworkShape } from './network.ts';

export const FLOAT_BYTES = 4;

/** A dense layer with the addresses of what flows through it; all [T, R, ...]. */
export interface Stage {
  readonly layer: DenseLayer;
  readonly relu: boolean;
  readonly input: number;
  /** 'lists': of features, 16-bit each. */
  readonly reads: 'numbers' | 'lists';
  /** Numbers per row of the input. */
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
  readonly gru: GruPlan | undefined;
  readonly heads: ReadonlyMap<string, readonly Stage[]>;
  /** Size of the kernels' memory. */
  readonly bytes: number;
}

export interface GruPlan {
  readonly layout: GruLayout;
  /** Input branches of the gates, [T, R, 3H]. */
  readonly gateInput: Stage;
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
}

export function planWasmNetwork(layout: NetworkLayout, { rows, steps }: NetworkShape): WasmPlan {
  const { spec } = layout;
  const cells = rows * steps;
  const space = new AddressSpace();
  const width = inputWidth(spec);
  const isSparse = spec.longest !== undefined;
  const observations = space.take(isSparse ? Math.ceil((cells * width) / 2) : cells * width);
  const before = { input: observations, width, reads: isSparse ? 'lists' : 'numbers', last: 'relu' } as const;
  const memory = layout.gru && space.take((steps + 1) * rows * spec.memory);
  const encoder = stack(space, cells, layout.encoder, before);
  const top = encoder[encoder.length - 1] as Stage;
  const encoded = { input: top.output, width: top.layer.weights.width, last: 'linear' } as const;
  const [gateInput] = layout.gru ? stack(space, cells, [layout.gru.input], encoded) : [];
  const remembered = {
    input: (memory ?? 0) + rows * spec.memory * FLOAT_BYTES,
    width: spec.memory,
    last: 'linear',
  } as const;
  const heads = Object.entries(layout.heads).map(
    ([name, head]) => [name, stack(space, cells, head.layers, gateInput ? remembered : encoded)] as const,
  );
  return {
    parameters: space.take(layout.length),
    gradients: space.take(layout.length),
    observations,
    encoder,
    gru:
      layout.gru && gateInput && memory !== undefined
        ? planGru(space, { layout: layout.gru, gateInput, memory }, { rows, cells, width: spec.memory })
        : undefined,
    heads: new Map(heads),
    bytes: space.bytes,
  };
}

function planGru(
  space: AddressSpace,
  begun: Pick<GruPlan, 'layout' | 'gateInput' | 'memory'>,
  { rows, cells, width }: { readonly rows: number; readonly cells: number; readonly width: number },
): GruPlan {
  return {
    ...begun,
    memorySlope: space.take(cells * width),
    fromMemory: space.take(rows * 3 * width),
    gates: space.take(cells * 4 * width),
    carry: space.take(rows * width),
    recurrentSlope: space.take(cells * 3 * width),
    recurrentTransposed: space.take(3 * width * width),
  };
}

interface Below {
  readonly input: number;
  readonly width: number;
  readonly reads?: Stage['reads'];
  /** What the topmost layer ends in. */
  readonly last: 'relu' | 'linear';
}

function stack(space: AddressSpace, cells: number, layers: readonly DenseLayer[], below: Below): Stage[] {
  let { input, width: above, reads = 'numbers' } = below;
  return layers.map((layer, i): Stage => {
    const { rows, width } = layer.weights;
    const stage = {
      layer,
      relu: below.last === 'relu' || i < layers.length - 1,
      input,
      reads,
      inputWidth: above,
      output: space.take(cells * width),
      slope: space.take(cells * width),
      // No slope goes back into lists.
      transposed: reads === 'lists' ? 0 : space.take(rows * width),
    };
    [input, above, reads] = [stage.output, width, 'numbers'];
    return stage;
  });
}

/** Hands out addresses in order; 16 bytes apart, so that every vector load is aligned. */
class AddressSpace {
  bytes = CONSTANT_BYTES;

  /** @returns the address of `count` floats */
  take(count: number): number {
    const address = this.bytes;
    this.bytes += Math.ceil((count * FLOAT_BYTES) / 16) * 16;
    return address;
  }
}
