import { openGroupBook } from './groupBook.ts';
import { layOutGtrxl, type GtrxlLayout, type GtrxlSpec } from './gtrxl/gtrxlLayout.ts';

/** An MLP on top of the memory: hidden layers with ReLU, then a linear output. */
export interface HeadSpec {
  /** Widths of the hidden layers; multiples of 8. */
  readonly layers: readonly number[];
  readonly outputs: number;
}

/**
 * Encoder (Linear + ReLU each), GRU or gated Transformer-XL or neither, and one or more heads that share them
 * (Duque et al. 2024, appendix B).
 */
export interface NetworkSpec {
  /** Numbers of an observation, or how many features there are if they come as lists. */
  readonly inputs: number;
  /** Inputs are lists of the features that are on, this many at most; left out: they are numbers. */
  readonly longest?: number;
  /** Widths of the encoder's layers, at least one; multiples of 8. */
  readonly encoder: readonly number[];
  /** Width of the GRU, a multiple of 8; 0: none, the heads stand on the encoder. */
  readonly memory: number;
  /** Attention to the last steps in place of the GRU, whose width must be 0 then. */
  readonly gtrxl?: GtrxlSpec;
  readonly heads: Readonly<Record<string, HeadSpec>>;
  /** Trained numbers that no layer reads, by name and count: the global log-std of a Gaussian head. */
  readonly free?: Readonly<Record<string, number>>;
}

/** One matrix (or row vector) of parameters inside the flat array. */
export interface ParameterGroup {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Columns as stored: columns rounded up to a multiple of 8; the surplus is 0 and stays 0. */
  readonly width: number;
  /** Index of the first number. */
  readonly offset: number;
  /** What a row vector begins as; matrices are drawn. */
  readonly initial: number;
}

export interface DenseLayer {
  readonly weights: ParameterGroup;
  readonly bias: ParameterGroup;
}

export interface HeadLayout {
  readonly layers: readonly DenseLayer[];
  readonly outputs: number;
  /** Numbers from one row of outputs to the next. */
  readonly width: number;
}

/** Gates r, z, n side by side. */
export interface GruLayout {
  readonly input: DenseLayer;
  readonly recurrent: ParameterGroup;
  readonly candidateBias: ParameterGroup;
}

export interface NetworkLayout {
  readonly spec: NetworkSpec;
  readonly encoder: readonly DenseLayer[];
  /** Undefined where the spec has no memory. */
  readonly gru: GruLayout | undefined;
  /** Undefined where the spec has none. */
  readonly gtrxl: GtrxlLayout | undefined;
  readonly heads: Readonly<Record<string, HeadLayout>>;
  readonly groups: readonly ParameterGroup[];
  /** Length of the flat parameter array. */
  readonly length: number;
}

/**
 * Where every parameter of a network stands in one flat array.
 * @throws RangeError if a width is no multiple of 8, the encoder is empty, features are more than there can be or
 * there are two kinds of memory
 */
export function layOut(spec: NetworkSpec): NetworkLayout {
  checkSpec(spec);
  const book = openGroupBook();
  const { groups, length, group, dense, stack } = book;
  const { memory } = spec;
  const encoder = stack('encoder', spec.inputs, spec.encoder);
  const encoded = spec.encoder.at(-1) as number;
  const gru: GruLayout | undefined =
    memory === 0
      ? undefined
      : {
          input: dense('gru.input', encoded, 3 * memory),
          recurrent: group('gru.recurrent', memory, 3 * memory),
          candidateBias: group('gru.candidateBias', 1, memory),
        };
  const gtrxl = spec.gtrxl && layOutGtrxl(book, spec.gtrxl, encoded);
  const below = gtrxl?.spec.width ?? (memory === 0 ? encoded : memory);
  const heads = Object.fromEntries(
    Object.entries(spec.heads).map(([name, { layers, outputs }]): [string, HeadLayout] => [
      name,
      { layers: stack(name, below, [...layers, outputs]), outputs, width: Math.ceil(outputs / 8) * 8 },
    ]),
  );
  for (const [name, count] of Object.entries(spec.free ?? {})) group(name, 1, count);
  return { spec, encoder, gru, gtrxl, heads, groups, length: length() };
}

/** Ends a list of features that is shorter than the longest. */
export const NO_FEATURE = 0xffff;

/** Numbers from one row of inputs to the next. */
export function inputWidth({ inputs, longest }: Pick<NetworkSpec, 'inputs' | 'longest'>): number {
  return longest ?? inputs;
}

/** Room for so many inputs: numbers, or lists of features. */
export type Inputs = Float32Array | Uint16Array;

export function emptyInputs(spec: Pick<NetworkSpec, 'inputs' | 'longest'>, rows: number): Inputs {
  const length = rows * inputWidth(spec);
  return spec.longest === undefined ? new Float32Array(length) : new Uint16Array(length).fill(NO_FEATURE);
}

/** @throws RangeError that lists the groups there are */
export function groupOf(layout: NetworkLayout, name: string): ParameterGroup {
  const found = layout.groups.find((group) => group.name === name);
  if (found !== undefined) return found;
  const names = layout.groups.map((group) => group.name).join(', ');
  throw new RangeError(`expected a parameter group (${names}), got ${JSON.stringify(name)}`);
}

function checkSpec(spec: NetworkSpec): void {
  if (spec.encoder.length === 0) throw new RangeError('expected at least one encoder layer, got none');
  const { inputs, longest = 1, memory } = spec;
  if (longest < 1 || (spec.longest !== undefined && inputs > NO_FEATURE))
    throw new RangeError(
      `expected lists of 1 or more out of at most ${NO_FEATURE} features, got ${longest} out of ${inputs}`,
    );
  if (spec.gtrxl !== undefined && memory !== 0)
    throw new RangeError(`expected no GRU beside a gated transformer, got one of width ${memory}`);
  const widths = [
    ...spec.encoder,
    ...(memory === 0 ? [] : [memory]),
    ...Object.values(spec.heads).flatMap((head) => head.layers),
  ];
  const odd = widths.find((width) => width < 8 || width % 8 !== 0);
  if (odd !== undefined) throw new RangeError(`expected widths that are multiples of 8, got ${odd}`);
}
