import type { IpdMove, IpdParams } from '../games/ipd/game.ts';
import { ipd } from '../games/ipd/game.ts';
import type { SeatIndex } from '../game.ts';
import type { ControllerTag, DecisionEvent, LogEvent } from '../log/events.ts';
import type { OwnAndOther } from '../ownAndOther.ts';

/** One round from a player's side. */
export interface IpdGameRound extends OwnAndOther<IpdMove> {
  /** Whether the player chose: false where a default or somebody else played in its seat. */
  readonly isOwnChoice: boolean;
}

/** A game of the prisoner's dilemma from one player's side; rounds from the first on. */
export interface IpdGame {
  readonly params: IpdParams;
  readonly rounds: readonly IpdGameRound[];
}

/**
 * An episode's log from the side of one seat. Rounds that did not resolve are left out.
 * @param isPlayer whose choices count; left out: whoever holds the seat, defaults and takeovers excepted
 * @returns undefined if it is no log of the prisoner's dilemma, or of parameters that this code refuses
 */
export function ipdGameOf(
  events: readonly LogEvent[],
  seat: SeatIndex,
  isPlayer: (controller: ControllerTag) => boolean = () => true,
): IpdGame | undefined {
  const [start] = events;
  if (start?.kind !== 'episode.started' || start.game !== ipd.id) return undefined;
  const params = ipd.params.safeParse(start.params);
  if (!params.success) return undefined;
  const rounds: IpdGameRound[] = [];
  const pending: (DecisionEvent | undefined)[] = [];
  for (const event of events) {
    if (event.kind === 'decision') pending[event.seat] = event;
    if (event.kind !== 'rewards') continue;
    const [own, other] = [pending[seat], pending[1 - seat]];
    if (own === undefined || other === undefined) return undefined;
    rounds.push({
      own: own.action as IpdMove,
      other: other.action as IpdMove,
      isOwnChoice: isOwnChoice(own) && isPlayer(own.controller),
    });
    pending.length = 0;
  }
  return { params: params.data, rounds };
}

function isOwnChoice({ source }: DecisionEvent): boolean {
  return source === 'input' || source === 'script';
}
