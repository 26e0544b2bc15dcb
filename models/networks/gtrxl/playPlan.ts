import { inputWidth, type NetworkLayout } from '../layout.ts';
import { AddressSpace } from '../addressSpace.ts';
import { gtrxlOf } from './gtrxlLayout.ts';
import { keyMemoryLength } from './keyMemory.ts';

/** A table in the kernels' memory. */
export interface Room {
  /** In bytes. */
  readonly address: number;
  /** Floats of a row. */
  readonly width: number;
  /** Undefined: as many as are in use. */
  readonly rows?: number;
}

/** Room for all that playing one step needs; a row each for every row in use unless said otherwise. */
export interface PlayPlan {
  /** One row. */
  readonly parameters: Room;
  /** Numbers, or lists of 16-bit features, whose rows are half as long then. */
  readonly observations: Room;
  /** Keys and values before the step, and after it. */
  readonly initial: Room;
  readonly memory: Room;
  /** By layer of the encoder. */
  readonly encoded: readonly Room[];
  /** [context + 1, W] */
  readonly sinusoids: Room;
  readonly positions: Room;
  /** What flows through the layers, and between the halves of one. */
  readonly stream: Room;
  readonly between: Room;
  readonly normed: Room;
  readonly queries: Room;
  readonly keys: Room;
  readonly values: Room;
  readonly mixed: Room;
  readonly branch: Room;
  /** Inside a gate. */
  readonly fromBranch: Room;
  readonly fromStream: Room;
  readonly kept: Room;
  readonly candidate: Room;
  readonly hidden: Room;
  /** By layer of each head. */
  readonly heads: ReadonlyMap<string, readonly Room[]>;
  /** Size of it all. */
  readonly bytes: number;
}

/** @param most rows there may be */
export function planPlay(layout: NetworkLayout, most: number): PlayPlan {
  const space = new AddressSpace();
  const perRow = (width: number): Room => ({ address: space.take(most * width), width });
  const table = (rows: number, width: number): Room => ({ address: space.take(rows * width), width, rows });
  const { spec } = gtrxlOf(layout);
  const { width, context, feedForward } = spec;
  const memory = keyMemoryLength(spec);
  const heads = Object.entries(layout.heads).map(([name, { layers }]): [string, Room[]] => [
    name,
    layers.map(({ weights }) => perRow(weights.width)),
  ]);
  return {
    parameters: table(1, layout.length),
    observations: perRow(inputWidth(layout.spec)),
    initial: perRow(memory),
    memory: perRow(memory),
    encoded: layout.encoder.map(({ weights }) => perRow(weights.width)),
    sinusoids: table(context + 1, width),
    positions: table(context + 1, width),
    stream: perRow(width),
    between: perRow(width),
    normed: perRow(width),
    queries: perRow(width),
    keys: perRow(width),
    values: perRow(width),
    mixed: perRow(width),
    branch: perRow(width),
    fromBranch: perRow(3 * width),
    fromStream: perRow(2 * width),
    kept: perRow(width),
    candidate: perRow(width),
    hidden: perRow(feedForward),
    heads: new Map(heads),
    bytes: space.bytes,
  };
}
