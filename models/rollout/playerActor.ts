import type { GameSpec } from '../../shared/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { seatPlayer, type SeatedPlayer } from '../../shared/seatedPlayer.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import type { RowActor } from './actor.ts';

export interface PlayerActorOptions {
  readonly definition: AnyPlayer;
  /** Raw input of the player's own schema; left out: its defaults. */
  readonly options?: unknown;
  /** Parsed. */
  readonly params: unknown;
  readonly spec: GameSpec;
  readonly head: ActionHead;
  readonly rows: readonly number[];
}

/** A programmed player in the given rows, each with a memory of its own. */
export function playerActor({ definition, options, params, spec, head, rows }: PlayerActorOptions): RowActor {
  let seated: readonly SeatedPlayer[] = [];
  const gameOf = (row: number): number => Math.floor(row / spec.numSeats);
  return {
    rows,
    act({ rollout, t, episodes }) {
      if (t === 0) {
        seated = rows.map((row) => {
          const { seed } = episodes[gameOf(row)] as { readonly seed: number };
          return seatPlayer({ definition, options, params, spec, seat: row % spec.numSeats, seed });
        });
      }
      for (const [i, row] of rows.entries()) {
        const episode = episodes[gameOf(row)];
        if (episode?.status !== 'running') continue;
        const action = (seated[i] as SeatedPlayer).decide(episode);
        head.store(action, rollout.decisions, (t * rollout.rows + row) * head.stored);
      }
    },
  };
}
