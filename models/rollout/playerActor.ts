import type { Episode } from '../../shared/episode.ts';
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
}

interface Seated {
  readonly player: SeatedPlayer;
  readonly episode: Episode;
}

/** A programmed player in any rows, each with a memory of its own that lasts as long as the row's episode. */
export function playerActor({ definition, options, params, spec, head }: PlayerActorOptions): RowActor {
  const seated: (Seated | undefined)[] = [];
  const seat = (row: number, episode: Episode): Seated => {
    const { seed } = episode;
    const player = seatPlayer({ definition, options, params, spec, seat: row % spec.numSeats, seed });
    return { player, episode };
  };
  return {
    act({ rollout, t, episodes, rows }) {
      for (const row of rows) {
        const episode = episodes[Math.floor(row / spec.numSeats)];
        if (episode === undefined) continue;
        let own = seated[row];
        if (own?.episode !== episode) {
          own = seat(row, episode);
          seated[row] = own;
        }
        head.store(own.player.decide(episode), rollout.decisions, (t * rollout.rows + row) * head.stored);
      }
    },
  };
}
