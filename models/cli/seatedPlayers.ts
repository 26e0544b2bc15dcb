import type { AnyGame } from '../../shared/game.ts';
import { parsePlayerList } from '../../shared/playerRef.ts';
import { resolvePlayers, type PlayerSources, type ResolvedPlayer } from '../players/resolvePlayers.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { UsageError } from './failure.ts';

export interface SeatingInput {
  readonly game: AnyGame;
  readonly numSeats: number;
  /** What --seats says. */
  readonly list: string;
  readonly sources: PlayerSources;
}

/** @throws UsageError if a reference is wrong or their number is */
export async function seatedPlayers(input: SeatingInput): Promise<readonly ResolvedPlayer[]> {
  const { game, numSeats, list, sources } = input;
  try {
    const refs = parsePlayerList(list);
    if (refs.length !== numSeats) {
      throw new RangeError(`expected ${numSeats} seats for ${game.id}, got ${refs.length} (REF*5 repeats)`);
    }
    return await resolvePlayers(game.id, refs, sources);
  } catch (error) {
    if (error instanceof RangeError || error instanceof UnusablePlayer)
      throw new UsageError(`--seats: ${error.message}`, { cause: error });
    throw error;
  }
}
