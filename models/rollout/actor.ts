import type { Episode } from '../../shared/episode.ts';
import type { Rng } from '../../shared/random.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import { inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { freeParameters } from '../learner.ts';
import type { Rollout } from './rollout.ts';

/** Step t of a rollout, with its observations written. */
export interface RolloutTurn {
  readonly rollout: Rollout;
  readonly t: number;
  readonly rng: Rng;
  /** [B]; one that is over asks for nothing. */
  readonly episodes: readonly Episode[];
  /** Rows to act for, in running episodes. */
  readonly rows: readonly number[];
}

/** Who acts for some rows of a rollout, step by step. */
export interface RowActor {
  /** Writes the decisions of the rows, and log-probabilities if it knows them. */
  act(turn: RolloutTurn): Promise<void> | void;
  /** What it remembers of the rows and their episodes, as plain data, so that a run can go on from there. */
  remembered?(): unknown;
  /** @param memories as `remembered` gave them   @param episodes [B] that they are of */
  remember?(memories: unknown, episodes: readonly Episode[]): void;
}

/**
 * A network that plays every row of fresh episodes, also those of guests, and keeps what its gradient needs. Row i of
 * the network is row i of the rollout.
 */
export function networkActor(network: RecurrentNetwork, head: ActionHead): RowActor {
  const { width } = network.layout.heads.actor as { readonly width: number };
  const perStep = network.shape.rows * inputWidth(network.layout.spec);
  return {
    async act({ rollout, t, rng }) {
      network.observations.set(rollout.observations.subarray(t * perStep, (t + 1) * perStep), t * perStep);
      await network.forwardStep(t);
      const outputs = network.outputs('actor');
      const free = freeParameters(head, network);
      for (let row = 0; row < rollout.rows; row += 1) {
        const cell = t * rollout.rows + row;
        const from = { outputs, offset: cell * width, free };
        rollout.logProbs[cell] = head.sample(from, rng, rollout.decisions, cell * head.stored);
      }
    },
  };
}
