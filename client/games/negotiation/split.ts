import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';

export type LastRound = NonNullable<NegotiationView['last']>;

/** Steps of the sliders. */
export const PROPOSAL_STEP = 0.1;
/** A demand of this part of the most, or more, counts as one for all of an item; the rest of it as nothing. */
const NEARLY_ALL = 0.9;

/** Parts of one item that the two players got; what neither asked for stays on the table.
 *  @returns each in [0, 1], together at most 1 */
export function shares({ proposals }: LastRound, item: number, maxProposal: number): OwnAndOther<number> {
  const own = proposals.own[item] ?? 0;
  const other = proposals.other[item] ?? 0;
  const divisor = Math.max(maxProposal, own + other);
  return { own: own / divisor, other: other / divisor };
}

/** A slider's value as the server will get it: on the step's grid, whatever binary fractions made of it. */
export function roundProposal(value: number, maxProposal: number): number {
  const onGrid = Math.round(value / PROPOSAL_STEP) / Math.round(1 / PROPOSAL_STEP);
  return Math.min(maxProposal, Math.max(0, onGrid));
}

/** How a player's demands fit the values: for what the other values more, and for what the player itself does. */
export interface Conduct {
  /** It asked for half or more of an item that the other values more. */
  readonly overreached: boolean;
  /** It asked for less than nearly all of an item that it values more itself. */
  readonly modest: boolean;
}

export function conductOf(
  { values, proposals }: LastRound,
  who: 'own' | 'other',
  maxProposal: number,
): Conduct {
  const them = who === 'own' ? 'other' : 'own';
  let overreached = false;
  let modest = false;
  proposals[who].forEach((asked, item) => {
    const advantage = (values[who][item] ?? 0) - (values[them][item] ?? 0);
    if (advantage < 0 && asked >= maxProposal / 2) overreached = true;
    if (advantage > 0 && asked < NEARLY_ALL * maxProposal) modest = true;
  });
  return { overreached, modest };
}
