import type { GroupBook } from '../groupBook.ts';
import type { DenseLayer, NetworkLayout, ParameterGroup } from '../layout.ts';

/** Gated Transformer-XL layers, Parisotto et al. 2020, and a linear embedding below them. */
export interface GtrxlSpec {
  /** At least one. */
  readonly layers: number;
  /** Of what flows through them; a multiple of 8 and of `attentionHeads`. */
  readonly width: number;
  readonly attentionHeads: number;
  /** Hidden width of the position-wise network; a multiple of 8. */
  readonly feedForward: number;
  /** Steps back that one layer attends to, besides the step itself; L layers reach L times as far. */
  readonly context: number;
}

/** Layer normalisation, [width] each. */
export interface NormLayout {
  readonly gain: ParameterGroup;
  readonly bias: ParameterGroup;
}

/** GRU-type gate of a residual connection; see `gatedLayer`. */
export interface GateLayout {
  /** Of what the layer computed: reset, update, candidate side by side, [W, 3 W]. */
  readonly branch: ParameterGroup;
  /** Of what passed it by: reset, update, [W, 2 W]. */
  readonly stream: ParameterGroup;
  /** Of what passed by and was not reset, [W, W]. */
  readonly candidate: ParameterGroup;
  /** b_g, [W]; the larger, the less the layer does. */
  readonly bias: ParameterGroup;
}

export interface AttentionLayout {
  readonly norm: NormLayout;
  /** [W, W] each, the heads side by side. */
  readonly queries: ParameterGroup;
  readonly keys: ParameterGroup;
  readonly values: ParameterGroup;
  /** W_(k,R), [W, W]. */
  readonly positions: ParameterGroup;
  /** u and v, [W]. */
  readonly contentBias: ParameterGroup;
  readonly positionBias: ParameterGroup;
  readonly output: ParameterGroup;
}

export interface GatedLayerLayout {
  readonly attention: AttentionLayout;
  readonly attentionGate: GateLayout;
  readonly feedForward: {
    readonly norm: NormLayout;
    readonly hidden: DenseLayer;
    readonly output: DenseLayer;
  };
  readonly feedForwardGate: GateLayout;
}

export interface GtrxlLayout {
  readonly spec: GtrxlSpec;
  /** From the encoder to what flows through the layers; no ReLU. */
  readonly embedding: DenseLayer;
  readonly layers: readonly GatedLayerLayout[];
}

/** Parisotto et al. 2020, section 3.2: a gate that begins above 0 begins near the identity. */
const GATE_BIAS = 2;

/**
 * Where the parameters of the embedding and of the gated layers stand.
 * @param encoded width of what comes from the encoder
 * @throws RangeError if a width is no multiple of 8 or of the attention heads, or something is missing
 */
export function layOutGtrxl(book: GroupBook, spec: GtrxlSpec, encoded: number): GtrxlLayout {
  checkSpec(spec);
  const embedding = book.dense('embedding', encoded, spec.width);
  const layers = Array.from({ length: spec.layers }, (_, i) => gatedLayer(book, `layers.${i}`, spec));
  return { spec, embedding, layers };
}

/** @throws RangeError if the layout has none */
export function gtrxlOf({ gtrxl }: NetworkLayout): GtrxlLayout {
  if (gtrxl !== undefined) return gtrxl;
  throw new RangeError('expected a layout with a gated transformer, got one without');
}

function gatedLayer(book: GroupBook, name: string, { width, feedForward }: GtrxlSpec): GatedLayerLayout {
  const square = (part: string): ParameterGroup => book.group(`${name}.${part}`, width, width);
  const row = (part: string, initial: number): ParameterGroup =>
    book.group(`${name}.${part}`, 1, width, initial);
  const norm = (part: string): NormLayout => ({
    gain: row(`${part}.norm.gain`, 1),
    bias: row(`${part}.norm.bias`, 0),
  });
  const gate = (part: string): GateLayout => ({
    branch: book.group(`${name}.${part}.branch`, width, 3 * width),
    stream: book.group(`${name}.${part}.stream`, width, 2 * width),
    candidate: square(`${part}.candidate`),
    bias: row(`${part}.bias`, GATE_BIAS),
  });
  return {
    attention: {
      norm: norm('attention'),
      queries: square('attention.queries'),
      keys: square('attention.keys'),
      values: square('attention.values'),
      positions: square('attention.positions'),
      contentBias: row('attention.contentBias', 0),
      positionBias: row('attention.positionBias', 0),
      output: square('attention.output'),
    },
    attentionGate: gate('attentionGate'),
    feedForward: {
      norm: norm('feedForward'),
      hidden: book.dense(`${name}.feedForward.hidden`, width, feedForward),
      output: book.dense(`${name}.feedForward.output`, feedForward, width),
    },
    feedForwardGate: gate('feedForwardGate'),
  };
}

function checkSpec({ width, feedForward, layers, attentionHeads, context }: GtrxlSpec): void {
  const odd = [width, feedForward].find((x) => x < 8 || x % 8 !== 0);
  if (odd !== undefined) throw new RangeError(`expected widths that are multiples of 8, got ${odd}`);
  if (width % attentionHeads !== 0) {
    throw new RangeError(
      `expected a width that is a multiple of ${attentionHeads} attention heads, got ${width}`,
    );
  }
  if (layers < 1 || context < 1)
    throw new RangeError(`expected at least 1 layer and a context of 1, got ${layers} and ${context}`);
}
