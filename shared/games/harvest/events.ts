import type { GameEvent, SeatIndex } from '../../game.ts';

/**
 * What happened, for counts, replays and spectators. Coordinates are map columns and rows.
 * A bush dies when nothing of it can regrow any more, one step after its last apple; `seat` took that apple.
 */
export type HarvestEvent = GameEvent &
  (
    | {
        readonly kind: 'apple-eaten';
        readonly seat: SeatIndex;
        readonly x?: number;
        readonly y?: number;
        readonly bush?: number;
      }
    | { readonly kind: 'bush-died'; readonly seat: SeatIndex; readonly bush: number }
    | { readonly kind: 'zap'; readonly seat: SeatIndex }
    | { readonly kind: 'hit'; readonly seat: SeatIndex; readonly by?: SeatIndex }
    | { readonly kind: 'respawn'; readonly seat: SeatIndex }
  );
