import type { Episode } from '../../shared/episode.ts';
import { freeParameters } from '../learner.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import { inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import type { RolloutTurn, RowActor } from './actor.ts';
import { copyRows, writeInputs } from './inputs.ts';
import type { Rollout } from './rollout.ts';

export interface SteppingActorOptions {
  /** One step of as many rows as the rollout has at most. */
  readonly network: RecurrentNetwork;
  readonly head: ActionHead;
  /** N, of the rollout. */
  readonly rows: number;
  readonly seats: number;
  /** 'its own': what its network needs, where that need not be what the learner reads. */
  readonly reads: 'the learner’s inputs' | 'its own';
}

/** A network that plays any rows, step by step, with a memory for each that lasts as long as the row's episode. */
export class SteppingActor implements RowActor {
  readonly #options: SteppingActorOptions;
  /** [N, H] */
  readonly #memories: Float32Array;
  /** [N] whose memory it is. */
  readonly #episodes: (Episode | undefined)[] = [];

  constructor(options: SteppingActorOptions) {
    this.#options = options;
    this.#memories = new Float32Array(options.rows * options.network.memoryLength);
  }

  async act(turn: RolloutTurn): Promise<void> {
    const { rollout, t, rng, rows } = turn;
    const { network, head } = this.#options;
    if (rows.length === 0) return;
    network.use(rows.length);
    this.#readInputs(turn);
    this.#readMemories(turn);
    await network.forwardStep(0);
    this.#writeMemories(rows);
    const { width } = network.layout.heads.actor as { readonly width: number };
    const outputs = network.outputs('actor');
    const free = freeParameters(head, network);
    for (let i = 0; i < rows.length; i += 1) {
      const cell = t * rollout.rows + (rows[i] as number);
      const from = { outputs, offset: i * width, free };
      rollout.logProbs[cell] = head.sample(from, rng, rollout.decisions, cell * head.stored);
    }
  }

  /** Writes the memories of the rows before the first step of a chunk. */
  writeInto({ memories }: Rollout, episodes: readonly Episode[]): void {
    if (memories.length === 0) return;
    for (let row = 0; row < this.#options.rows; row += 1) this.#forget(row, episodes);
    memories.set(this.#memories);
  }

  remembered(): Float32Array {
    return this.#memories.slice();
  }

  remember(memories: unknown, episodes: readonly Episode[]): void {
    this.#memories.set(memories as Float32Array);
    const { rows, seats } = this.#options;
    for (let row = 0; row < rows; row += 1) this.#episodes[row] = episodes[Math.floor(row / seats)];
  }

  #readInputs({ rollout, t, rows, episodes }: RolloutTurn): void {
    const { network, seats, reads } = this.#options;
    const { spec } = network.layout;
    const width = inputWidth(spec);
    if (reads === 'the learner’s inputs') {
      const into = { out: network.observations, firstOut: 0, width };
      copyRows(rollout.observations, t * rollout.rows, rows, into);
      return;
    }
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] as number;
      const episode = episodes[Math.floor(row / seats)] as Episode;
      writeInputs(episode, row % seats, network.observations, i * width, spec);
    }
  }

  #readMemories({ rows, episodes }: RolloutTurn): void {
    const { network } = this.#options;
    const width = network.memoryLength;
    if (width === 0) return;
    const { initialMemory } = network;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] as number;
      this.#forget(row, episodes);
      initialMemory.set(this.#memories.subarray(row * width, (row + 1) * width), i * width);
    }
  }

  /** A new episode begins with an empty memory. */
  #forget(row: number, episodes: readonly Episode[]): void {
    const episode = episodes[Math.floor(row / this.#options.seats)];
    if (this.#episodes[row] === episode) return;
    this.#episodes[row] = episode;
    const width = this.#options.network.memoryLength;
    this.#memories.fill(0, row * width, (row + 1) * width);
  }

  #writeMemories(rows: readonly number[]): void {
    const { network } = this.#options;
    const width = network.memoryLength;
    if (width === 0) return;
    const after = network.memoryAfter(0);
    for (let i = 0; i < rows.length; i += 1) {
      this.#memories.set(after.subarray(i * width, (i + 1) * width), (rows[i] as number) * width);
    }
  }
}
