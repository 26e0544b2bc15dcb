import type { Episode } from '../../shared/episode.ts';
import type { Rng } from '../../shared/random.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import { inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { freeParameters } from '../learner.ts';
import { copyRows } from './inputs.ts';
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
 * A network that plays the learner's rows of fresh episodes, and keeps what its gradient needs. Its rows are those of
 * the rollout in the rollout's order: the learner's, and if it is a critic too, behind them those of guests.
 */
export function networkActor(network: RecurrentNetwork, head: ActionHead): RowActor {
  const { width } = network.layout.heads.actor as { readonly width: number };
  const inputs = inputWidth(network.layout.spec);
  return {
    async act({ rollout, t, rng }) {
      const { learners } = rollout;
      const rows = rowsActedFor(network, rollout);
      if (t === 0) network.use(rows.length);
      const into = { out: network.observations, firstOut: t * rows.length, width: inputs };
      copyRows(rollout.observations, t * rollout.rows, rows, into);
      await network.forwardStep(t);
      const from = { outputs: network.outputs('actor'), offset: 0, free: freeParameters(head, network) };
      for (let i = 0; i < learners; i += 1) {
        const cell = t * rollout.rows + (rows[i] as number);
        from.offset = (t * rows.length + i) * width;
        rollout.logProbs[cell] = head.sample(from, rng, rollout.decisions, cell * head.stored);
      }
    },
  };
}

/** Rows of a rollout that a network which keeps whole rollouts has, in its own order. */
export function rowsActedFor(
  { layout }: RecurrentNetwork,
  { order, learners }: Pick<Rollout, 'order' | 'learners'>,
): Int32Array {
  return layout.heads.critic === undefined ? order.subarray(0, learners) : order;
}
