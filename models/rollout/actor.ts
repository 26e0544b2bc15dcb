import type { Episode } from '../../shared/episode.ts';
import type { Rng } from '../../shared/random.ts';
import type { ActionHead } from '../networks/actionHead.ts';
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
}

/** Who acts for some rows of a rollout, step by step. */
export interface RowActor {
  /** Rows of the rollout that it acts for, in the order of its own rows. */
  readonly rows: readonly number[];
  /** Writes the decisions of its rows, and log-probabilities if it knows them. */
  act(turn: RolloutTurn): Promise<void> | void;
}

/** A network that plays the given rows; row i of the network is rows[i] of the rollout. */
export function networkActor(network: RecurrentNetwork, head: ActionHead, rows: readonly number[]): RowActor {
  const { inputs } = network.layout.spec;
  const { width } = network.layout.heads.actor as { readonly width: number };
  const perStep = network.shape.rows * inputs;
  const copyIn = (rollout: Rollout, t: number): void => {
    const { observations } = network;
    for (const [i, row] of rows.entries()) {
      const from = (t * rollout.rows + row) * inputs;
      observations.set(rollout.observations.subarray(from, from + inputs), t * perStep + i * inputs);
    }
  };
  const copyAll = (rollout: Rollout, t: number): void =>
    network.observations.set(rollout.observations.subarray(t * perStep, (t + 1) * perStep), t * perStep);
  return {
    rows,
    async act({ rollout, t, rng }) {
      if (rows.length === rollout.rows) copyAll(rollout, t);
      else copyIn(rollout, t);
      await network.forwardStep(t);
      const outputs = network.outputs('actor');
      const free = freeParameters(head, network);
      for (const [i, row] of rows.entries()) {
        const cell = t * rollout.rows + row;
        const from = { outputs, offset: (t * network.shape.rows + i) * width, free };
        rollout.logProbs[cell] = head.sample(from, rng, rollout.decisions, cell * head.stored);
      }
    },
  };
}
