import type { NegotiationView } from '../../games/negotiation/game.ts';

/**
 * All of the items that the player values more, `rest` of those that the other does, half of those both value alike.
 * @param rest in [0, maxProposal]
 * @returns one demand per item
 */
export function askForValued({ values, maxProposal }: NegotiationView, rest: number): readonly number[] {
  return values.own.map((own, item) => {
    const other = values.other[item] as number;
    if (own === other) return maxProposal / 2;
    return own > other ? maxProposal : rest;
  });
}
