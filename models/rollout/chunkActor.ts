import type { ActionHead } from '../networks/actionHead.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { networkActor, rowsActedFor, type RolloutTurn, type RowActor } from './actor.ts';
import type { Rollout } from './rollout.ts';

/** A network with room for all steps of a rollout, as in `networkActor`, that remembers from one rollout to the next. */
export class ChunkActor implements RowActor {
  readonly #network: RecurrentNetwork;
  readonly #actor: RowActor;
  /** [N, H] after the last rollout; of guests what was remembered before they came. */
  readonly #memories: Float32Array;

  constructor(network: RecurrentNetwork, head: ActionHead) {
    this.#network = network;
    this.#actor = networkActor(network, head);
    this.#memories = new Float32Array(network.shape.rows * network.memoryLength);
  }

  async act(turn: RolloutTurn): Promise<void> {
    await this.#actor.act(turn);
    const { rollout, t } = turn;
    if (t < rollout.steps - 1) return;
    const width = this.#network.memoryLength;
    const after = this.#network.memoryAfter(t);
    for (const [i, row] of rowsActedFor(this.#network, rollout).entries())
      this.#memories.set(after.subarray(i * width, (i + 1) * width), row * width);
  }

  /** Begins a rollout: episodes that begin with it begin with empty memories. Writes the memories into it. */
  writeInto(rollout: Rollout): void {
    const { starts, memories, rows } = rollout;
    const network = this.#network;
    const width = network.memoryLength;
    for (let row = 0; row < rows; row += 1)
      if (starts[row] === 1) this.#memories.fill(0, row * width, (row + 1) * width);
    const order = rowsActedFor(network, rollout);
    network.use(order.length);
    const { initialMemory } = network;
    for (const [i, row] of order.entries())
      initialMemory.set(this.#memories.subarray(row * width, (row + 1) * width), i * width);
    memories.set(this.#memories);
  }

  remembered(): Float32Array {
    return this.#memories.slice();
  }

  remember(memories: unknown): void {
    this.#memories.set(memories as Float32Array);
  }
}
