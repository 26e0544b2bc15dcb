import type { SeatIndex } from '../game.ts';
import type { VerifiedStep } from '../log/logVerifier.ts';

/** Whether a seat was good to the other in a step; null: the step gave no occasion. */
export type SocialMove = 'cooperate' | 'defect' | null;

/**
 * Each game's own notion of cooperation:
 * - ipd: the move. Every round is an occasion.
 * - coin: which coin a seat takes, its own (cooperate) or the other's (defect). A step without a taking is no occasion.
 * - negotiation: a claim of nearly everything, though the other values something more (event greedy-claim), is a
 *   defection; every other claim counts as cooperation.
 * - harvest: none. Who eats the last apples is a matter of degree and of many; only returns are compared.
 */
const NOTIONS: Readonly<Record<string, (step: VerifiedStep, seat: SeatIndex) => SocialMove>> = {
  ipd: ({ decisions }, seat) => (decisions[seat]?.action === 0 ? 'cooperate' : 'defect'),
  coin: (step, seat) => {
    if (happened(step, seat, 'coin-taken-other')) return 'defect';
    return happened(step, seat, 'coin-taken-own') ? 'cooperate' : null;
  },
  negotiation: (step, seat) => (happened(step, seat, 'greedy-claim') ? 'defect' : 'cooperate'),
};

/** @returns undefined for a game without a notion of cooperation between two */
export function socialMovesOf(
  game: string,
): ((step: VerifiedStep, seat: SeatIndex) => SocialMove) | undefined {
  return NOTIONS[game];
}

function happened({ events }: VerifiedStep, seat: SeatIndex, kind: string): boolean {
  return events.some((event) => event.kind === kind && event.seat === seat);
}
