import type { Action, ActionSpace } from '../../shared/game.ts';
import type { Rng } from '../../shared/random.ts';
import { categoricalHead } from './categoricalHead.ts';
import { tanhNormalHead } from './tanhNormalHead.ts';

/** What the network says about one decision. */
export interface HeadOutputs {
  /** [..., width]; the row of this decision begins at `offset`. */
  readonly outputs: Float32Array;
  readonly offset: number;
  /** The head's free parameters, e.g. the log-std. */
  readonly free: Float32Array;
}

/** How much a decision is to become likelier. */
export interface Teaching {
  /** w, by the decision's log-probability now. */
  readonly weigh: (logProb: number) => number;
  readonly scale: number;
  /** e */
  readonly entropy: number;
}

/** How much of its box a continuous head can still try and learn. */
export interface ActionScope {
  /** Of the uniform distribution over the box, nats. */
  readonly largestEntropy: number;
  /** Part of a slope that squashing the means lets through to the outputs, averaged over them: 0 to 1. */
  slack(from: HeadOutputs): number;
  /** Whether it spreads as little as it can. */
  isNarrowest(free: Float32Array): boolean;
}

/**
 * A distribution over actions, from the outputs of a network. Decisions are stored as `stored` numbers each:
 * the action itself if it is discrete, what was drawn before squashing if it is continuous.
 */
export interface ActionHead {
  /** Outputs it needs of the network. */
  readonly outputs: number;
  /** Free parameters it needs, 0 or more. */
  readonly free: number;
  readonly stored: number;
  /** Draws a decision into `into` from `at` on.  @returns its log-probability */
  sample(from: HeadOutputs, rng: Rng, into: Float32Array, at: number): number;
  /** Writes the likeliest decision into `into` from `at` on: before squashing, if it is continuous. */
  likeliest(from: HeadOutputs, into: Float32Array, at: number): void;
  /** The action that a stored decision stands for. */
  action(stored: Float32Array, at: number): Action;
  /** The other way: stores an action that someone else chose. */
  store(action: Action, into: Float32Array, at: number): void;
  /**
   * Writes the slope of scale * w log pi + e H to `slopes` at `from.offset`, and adds to `freeSlopes`.
   * @returns the entropy in nats; for a continuous head an estimate from the stored sample
   */
  teach(
    from: HeadOutputs,
    decision: { readonly stored: Float32Array; readonly at: number },
    lesson: Teaching,
    into: { readonly slopes: Float32Array; readonly freeSlopes: Float32Array },
  ): number;
  /** Of a continuous head; undefined for a discrete one. */
  readonly scope: ActionScope | undefined;
  /** Probabilities of a discrete head, for logs and people; undefined for a continuous one. */
  probabilities(from: HeadOutputs): readonly number[] | undefined;
}

export function actionHeadFor(space: ActionSpace): ActionHead {
  return space.kind === 'discrete'
    ? categoricalHead(space.names.length)
    : tanhNormalHead(space.names.length, space.low, space.high);
}
