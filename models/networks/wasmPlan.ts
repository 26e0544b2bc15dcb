import { AddressSpace, type Plane } from './addressSpace.ts';
import { inputWidth, type DenseLayer, type GruLayout, type NetworkLayout } from './layout.ts';
import type { NetworkShape } from './network.ts';

/**
 * Rows that pass through all layers together, so that what flows between them stays in the second cache: with a GRU of
 * 64 the widest matrix takes 100 kB.
 */
export const BLOCK_ROWS = 128;

/** A dense layer with what flows through it. */
export interface Stage {
  readonly layer: DenseLayer;
  readonly relu: boolean;
  readonly input: Plane;
  /** 'lists': of features, 16-bit each. */
  readonly reads: 'numbers' | 'lists';
  /** Numbers per row of the input. */
  readonly inputWidth: number;
  readonly output: Plane;
  /** Slope of the loss by the output. */
  readonly slope: Plane;
  /** Weights transposed, filled by `backward`; 0: nobody needs them. */
  readonly transposed: number;
}

/** Addresses of everything a network keeps in the kernels' memory. */
export interface WasmPlan {
  /** [P] */
  readonly parameters: number;
  /** [P]; 0 in a network that only plays. */
  readonly gradients: number;
  /** [P] each: what Adam remembers; 0 in a network that only plays. */
  readonly mean: number;
  readonly square: number;
  readonly observations: Plane;
  /** Lists to choose from, and the number of the one that each cell has chosen; undefined if none are kept. */
  readonly kept: { readonly lists: Plane; readonly chosen: Plane } | undefined;
  readonly encoder: readonly Stage[];
  readonly gru: GruPlan | undefined;
  readonly heads: ReadonlyMap<string, readonly Stage[]>;
  /** Size of the kernels' memory. */
  readonly bytes: number;
}

export interface GruPlan {
  readonly layout: GruLayout;
  /** Input branches of the gates, 3H. */
  readonly gateInput: Stage;
  /** H, after each step; the memory before step 0 stands in the R cells before cell 0. */
  readonly memory: Plane;
  /** 4H */
  readonly gates: Plane;
  /** [block, H], slope of the loss by the memory, from the heads. */
  readonly memorySlope: number;
  /** [block, 3H], recurrent branches of the gates. */
  readonly fromMemory: number;
  /** [block, H] */
  readonly carry: number;
  /** [block, 3H], slope by the recurrent branches. */
  readonly recurrentSlope: number;
  /** [3H, H] */
  readonly recurrentTransposed: number;
}

export function planWasmNetwork(layout: NetworkLayout, shape: NetworkShape): WasmPlan {
  const { spec } = layout;
  const { rows, steps, kept = 0 } = shape;
  const space = new AddressSpace(shape, Math.min(rows * steps, BLOCK_ROWS));
  const width = inputWidth(spec);
  const isSparse = spec.longest !== undefined;
  const observations = isSparse ? space.lists(width) : space.everywhere(width);
  // The first memory stands in front of the others, whatever the number of rows in use.
  if (layout.gru) space.take(rows * spec.memory);
  const memory = space.everywhere(spec.memory);
  const encoder = stack(space, layout.encoder, {
    input: observations,
    width,
    reads: isSparse ? 'lists' : 'numbers',
    last: 'relu',
  });
  const top = encoder[encoder.length - 1] as Stage;
  const encoded = { input: top.output, width: top.layer.weights.width, last: 'linear' } as const;
  const remembered = { input: memory, width: spec.memory, last: 'linear' } as const;
  const heads = Object.entries(layout.heads).map(
    ([name, head]) => [name, headStack(space, head.layers, layout.gru ? remembered : encoded)] as const,
  );
  return {
    parameters: space.take(layout.length),
    gradients: space.takeToLearn(layout.length),
    mean: space.takeToLearn(layout.length),
    square: space.takeToLearn(layout.length),
    observations,
    kept: isSparse && kept > 0 ? { lists: space.lists(width, kept), chosen: space.everywhere(1) } : undefined,
    encoder,
    gru: layout.gru && planGru(space, layout.gru, { memory, encoded, width: spec.memory }),
    heads: new Map(heads),
    bytes: space.bytes,
  };
}

function planGru(
  space: AddressSpace,
  layout: GruLayout,
  { memory, encoded, width }: { readonly memory: Plane; readonly encoded: Below; readonly width: number },
): GruPlan {
  return {
    layout,
    gateInput: stage(space, layout.input, { ...encoded, output: space.inBlock(3 * width) }),
    memory,
    gates: space.keptToLearn(4 * width),
    memorySlope: space.slope(width).base,
    fromMemory: space.inBlock(3 * width).base,
    carry: space.slope(width).base,
    recurrentSlope: space.slope(3 * width).base,
    recurrentTransposed: space.takeToLearn(3 * width * width),
  };
}

interface Below {
  readonly input: Plane;
  readonly width: number;
  readonly reads?: Stage['reads'];
  /** What the topmost layer ends in. */
  readonly last: 'relu' | 'linear';
}

function stack(space: AddressSpace, layers: readonly DenseLayer[], below: Below): Stage[] {
  let { input, width, reads = 'numbers' } = below;
  return layers.map((layer, i): Stage => {
    const last = i < layers.length - 1 ? 'relu' : below.last;
    const added = stage(space, layer, { input, width, reads, last });
    [input, width, reads] = [added.output, layer.weights.width, 'numbers'];
    return added;
  });
}

/** What all cells have at the top of a head is read, and its slopes written, by algorithms. */
function headStack(space: AddressSpace, layers: readonly DenseLayer[], below: Below): Stage[] {
  const stages = stack(space, layers, below);
  const top = stages.pop() as Stage;
  const { width } = top.layer.weights;
  const output = top.output.perCell > 0 ? top.output : space.everywhere(width);
  return [...stages, { ...top, output, slope: space.keptToLearn(width) }];
}

function stage(
  space: AddressSpace,
  layer: DenseLayer,
  { input, width, reads = 'numbers', last, output }: Below & { readonly output?: Plane },
): Stage {
  const { weights } = layer;
  return {
    layer,
    relu: last === 'relu',
    input,
    reads,
    inputWidth: width,
    output: output ?? space.keptToLearn(weights.width),
    slope: space.slope(weights.width),
    // No slope goes back into lists.
    transposed: reads === 'lists' ? 0 : space.takeToLearn(weights.rows * weights.width),
  };
}
