import type { AdamEngine } from './adam.ts';
import type { Inputs, NetworkLayout } from './layout.ts';

export interface NetworkShape {
  /** R: sequences side by side. */
  readonly rows: number;
  /** T: steps of each. */
  readonly steps: number;
  /** 'playing': without `backward` and what it needs, so that it takes less room; left out: 'learning'. */
  readonly purpose?: 'learning' | 'playing';
  /** Rows of inputs that it keeps to choose from, if it can. */
  readonly kept?: number;
}

/** Inputs that stay where they are while a network computes some of them, and then others. */
export interface InputChooser {
  /** [kept, inputs] */
  readonly kept: Inputs;
  /**
   * Computes these rows from now on, in place of `observations`, until `use` is called.
   * @param rows [T, rows in use] of `kept`, by cell
   */
  choose(rows: Int32Array): void;
}

/** The first rows of the first steps; left out: all. */
export type NetworkPart = Partial<Pick<NetworkShape, 'rows' | 'steps'>>;

/**
 * A recurrent network over R rows and T steps, with everything that its gradient needs. Inputs are written
 * into `observations`, outputs read from `outputs`; an algorithm writes the slopes of its loss by the outputs
 * into `outputSlopes` and gets `gradients`. Engines differ in how they compute, never in what.
 *
 * Methods of engines that compute elsewhere return promises: await them all.
 */
export interface RecurrentNetwork {
  readonly layout: NetworkLayout;
  /** The most there is room for. */
  readonly shape: NetworkShape;
  /**
   * R from now on, at most that of the shape: every array is [T, rows, ...], at the front of its room. Memories and
   * outputs that were computed are lost, `initialMemory` is another one.
   */
  use(rows: number): void;
  /** [P]; an engine reads them at the next forward pass. */
  readonly parameters: Float32Array;
  /** [P], of the loss whose slopes were given; overwritten by `backward`. Groups that no layer reads become 0. Empty in one that only plays. */
  readonly gradients: Float32Array;
  /** For parameters that only the engine can reach quickly; left out: they are moved in JavaScript. */
  readonly adam?: AdamEngine | undefined;
  /** For a shape with rows that are kept, in engines that read them where they are. */
  readonly chooser?: InputChooser | undefined;
  /** [T, R, inputs]; if the layout's inputs are features, [T, R, longest], each list ended by NO_FEATURE. */
  readonly observations: Inputs;
  /** H: numbers that a row remembers, 0 without a memory. All zeros is the memory of a new episode. */
  readonly memoryLength: number;
  /** [R, H] before step 0; zeros unless written. No gradient flows into it. */
  readonly initialMemory: Float32Array;
  /** [R, H] after a step that has been computed. */
  memoryAfter(step: number): Float32Array;
  /** [T, R, width of the head] */
  outputs(head: string): Float32Array;
  /** [T, R, width of the head]; columns beyond the head's outputs must stay 0. */
  outputSlopes(head: string): Float32Array;
  /** Computes one step; the steps before it must have been computed. */
  forwardStep(step: number): Promise<void> | void;
  /** Computes all steps. */
  forward(): Promise<void> | void;
  /**
   * Back-propagation through time over all steps; every step must have been computed with these parameters.
   * @param part outside of which all slopes are 0: an engine may leave the rest out
   */
  backward(part?: NetworkPart): Promise<void> | void;
  dispose(): void;
}

/** @throws RangeError if a network has no room for so many rows */
export function checkRows(rows: number, { rows: most }: NetworkShape): void {
  if (rows < 1 || rows > most) throw new RangeError(`expected 1 to ${most} rows, got ${rows}`);
}
