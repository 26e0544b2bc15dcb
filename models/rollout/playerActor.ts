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
  const seat = (row: number, episode: Episode, remembered?: { readonly memory: unknown }): Seated => {
    const { seed } = episode;
    const own = row % spec.numSeats;
    return {
      player: seatPlayer({ definition, options, params, spec, seat: own, seed, ...remembered }),
      episode,
    };
  };
  const episodeOf = (row: number, episodes: readonly Episode[]) => episodes[Math.floor(row / spec.numSeats)];
  return {
    act({ rollout, t, episodes, rows }) {
      for (const row of rows) {
        const episode = episodeOf(row, episodes);
        if (episode === undefined) continue;
        let own = seated[row];
        if (own?.episode !== episode) {
          own = seat(row, episode);
          seated[row] = own;
        }
        head.store(own.player.decide(episode), rollout.decisions, (t * rollout.rows + row) * head.stored);
      }
    },
    remembered: () => seated.map((own) => own && { seed: own.episode.seed, memory: own.player.memory }),
    remember(memories, episodes) {
      for (const [row, own] of (memories as readonly (Remembered | undefined)[]).entries()) {
        const episode = episodeOf(row, episodes);
        // What is remembered of an episode that is no more, nobody asks for.
        if (own && episode && own.seed === episode.seed) seated[row] = seat(row, episode, own);
      }
    },
  };
}

interface Remembered {
  readonly seed: number;
  readonly memory: unknown;
}
