/**
 * Behaviour cloning (Pomerleau 1991): a recurrent policy by maximum likelihood of what somebody did,
 *   minimise -1/N sum over chosen steps of log pi(a_t | o_0 ... o_t),
 * by truncated back-propagation through time: sequences are gone through in chunks, the memory is handed on from one
 * chunk to the next, and no gradient flows back across.
 */
import { FREE } from '../learner.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import { adamStep, startAdam, type AdamState, type RatedStretch } from '../networks/adam.ts';
import { groupOf, inputWidth, NO_FEATURE, type Inputs } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';

/** What one player saw and chose. */
export interface Sequence {
  /** T */
  readonly steps: number;
  /** [T, width of the inputs] */
  readonly observations: Inputs;
  /** [T, stored] */
  readonly decisions: Float32Array;
  /** [T] 1: to be imitated. */
  readonly learnable: Uint8Array;
}

/** Called for every step that is to be imitated, with the log-probability of what was chosen. */
export type Heard = (
  sequence: number,
  step: number,
  said: { readonly logProb: number; readonly probabilities: readonly number[] | undefined },
) => void;

/** A policy that is taught by example. */
export class Cloner {
  readonly network: RecurrentNetwork;
  readonly #head: ActionHead;
  readonly #adam: AdamState;
  readonly #stretches: readonly RatedStretch[];

  /** @param network head 'actor', rows for a batch, steps for a chunk */
  constructor(network: RecurrentNetwork, head: ActionHead, rate: number) {
    this.network = network;
    this.#head = head;
    this.#adam = startAdam(network);
    this.#stretches = [{ offset: 0, length: network.layout.length, rate }];
  }

  /** One pass over a batch, a step of Adam a chunk.  @param batch at most as many as the network has rows */
  async teach(batch: readonly Sequence[], clip: number): Promise<void> {
    await this.#goThrough(batch, async (first, count) => {
      const slopes = this.#writeSlopes(batch, first, () => undefined);
      if (slopes.chosen === 0) return;
      await this.network.backward({ rows: batch.length, steps: count });
      if (this.#head.free > 0) {
        const { offset } = groupOf(this.network.layout, FREE);
        this.network.gradients.set(slopes.free, offset);
      }
      adamStep(this.#adam, { stretches: this.#stretches, clip });
    });
  }

  /** What it would have done, without learning from it. */
  async listen(batch: readonly Sequence[], heard: Heard): Promise<void> {
    await this.#goThrough(batch, (first) => {
      this.#writeSlopes(batch, first, heard);
      return Promise.resolve();
    });
  }

  async #goThrough(
    batch: readonly Sequence[],
    visit: (first: number, count: number) => Promise<void>,
  ): Promise<void> {
    const { network } = this;
    const { steps: chunk } = network.shape;
    network.use(batch.length);
    const memory = new Float32Array(batch.length * network.memoryLength);
    const longest = Math.max(...batch.map(({ steps }) => steps));
    for (let first = 0; first < longest; first += chunk) {
      const count = Math.min(chunk, longest - first);
      this.#show(batch, first);
      network.initialMemory.set(memory);
      await network.forward();
      memory.set(network.memoryAfter(count - 1));
      await visit(first, count);
    }
  }

  /** Behind its end a sequence shows nothing. */
  #show(batch: readonly Sequence[], first: number): void {
    const { observations: out, layout, shape } = this.network;
    const width = inputWidth(layout.spec);
    out.fill(layout.spec.longest === undefined ? 0 : NO_FEATURE);
    for (let t = 0; t < shape.steps; t += 1) {
      for (const [row, { observations, steps }] of batch.entries()) {
        const step = first + t;
        if (step >= steps) continue;
        out.set(observations.subarray(step * width, (step + 1) * width), (t * batch.length + row) * width);
      }
    }
  }

  #writeSlopes(
    batch: readonly Sequence[],
    first: number,
    heard: Heard,
  ): { readonly free: Float32Array; readonly chosen: number } {
    const { network } = this;
    const { stored } = this.#head;
    const outputs = network.outputs('actor');
    const slopes = network.outputSlopes('actor').fill(0);
    const freeSlopes = new Float32Array(this.#head.free);
    const free = this.#freeParameters();
    const { width } = network.layout.heads['actor'] as { readonly width: number };
    const cells = cellsOf(batch, first, network.shape.steps);
    for (const { row, step, cell } of cells) {
      const from = { outputs, offset: cell * width, free };
      const sequence = batch[row] as Sequence;
      let logProb = 0;
      const weigh = (now: number): number => {
        logProb = now;
        return 1;
      };
      const lesson = { weigh, scale: -1 / cells.length, entropy: 0 };
      const decision = { stored: sequence.decisions, at: step * stored };
      this.#head.teach(from, decision, lesson, { slopes, freeSlopes });
      heard(row, step, { logProb, probabilities: this.#head.probabilities(from) });
    }
    return { free: freeSlopes, chosen: cells.length };
  }

  #freeParameters(): Float32Array {
    if (this.#head.free === 0) return new Float32Array(0);
    const { offset } = groupOf(this.network.layout, FREE);
    return this.network.parameters.subarray(offset, offset + this.#head.free);
  }
}

/** Steps of a chunk that are to be imitated, and their cells in the network. */
function cellsOf(
  batch: readonly Sequence[],
  first: number,
  chunk: number,
): readonly { readonly row: number; readonly step: number; readonly cell: number }[] {
  const cells = [];
  for (let t = 0; t < chunk; t += 1) {
    for (const [row, { learnable, steps }] of batch.entries()) {
      const step = first + t;
      if (step < steps && learnable[step] === 1) cells.push({ row, step, cell: t * batch.length + row });
    }
  }
  return cells;
}
