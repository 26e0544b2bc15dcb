import type { ActionHead } from '../networks/actionHead.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { networkActor, type RolloutTurn, type RowActor } from './actor.ts';
import type { Rollout } from './rollout.ts';

/**
 * A network with room for all steps of a rollout that plays every row, also those of guests, and remembers from one
 * rollout to the next.
 */
export class ChunkActor implements RowActor {
  readonly #network: RecurrentNetwork;
  readonly #actor: RowActor;
  /** [N, H] after the last rollout. */
  readonly #memories: Float32Array;

  constructor(network: RecurrentNetwork, head: ActionHead) {
    this.#network = network;
    this.#actor = networkActor(network, head);
    this.#memories = new Float32Array(network.shape.rows * network.memoryLength);
  }

  async act(turn: RolloutTurn): Promise<void> {
    await this.#actor.act(turn);
    if (turn.t === turn.rollout.steps - 1) this.#memories.set(this.#network.memoryAfter(turn.t));
  }

  /** Begins a rollout: episodes that begin with it begin with empty memories. Writes these into it. */
  writeInto({ starts, memories, rows }: Rollout): void {
    const width = this.#network.memoryLength;
    for (let row = 0; row < rows; row += 1)
      if (starts[row] === 1) this.#memories.fill(0, row * width, (row + 1) * width);
    // The critic, if it is the same network, has used some of the rows.
    this.#network.use(rows);
    this.#network.initialMemory.set(this.#memories);
    memories.set(this.#memories);
  }

  remembered(): Float32Array {
    return this.#memories.slice();
  }

  remember(memories: unknown): void {
    this.#memories.set(memories as Float32Array);
  }
}
