import { z } from 'zod';
import type { NegotiationParams, NegotiationView } from '../../games/negotiation/game.ts';
import { definePlayer } from '../definePlayer.ts';
import { askForValued } from './askForValued.ts';

/** Part of the most that the other asked for where it should have held back, in [0, 1]. */
type Greed = number;

/**
 * Asks for all of what it values more, and of the rest for as large a part as the other lately asked for of what
 * this player valued more: the mean over those items of the last round that had any. It begins with nothing.
 */
export const proportionalTitForTat = definePlayer<NegotiationParams, NegotiationView, object, Greed>({
  name: 'proportional-tit-for-tat',
  game: 'negotiation',
  summary: 'Is as greedy as the other was in the round before.',
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => 0,
  decide({ view, memory }) {
    const greed = greedOfOther(view) ?? memory;
    return { action: askForValued(view, greed * view.maxProposal), memory: greed };
  },
});

/** Of the last round; undefined if it had no item that this player valued more. */
export function greedOfOther({ last, maxProposal }: NegotiationView): Greed | undefined {
  if (last === null) return undefined;
  const { values, proposals } = last;
  const asked = proposals.other.filter(
    (_, item) => (values.own[item] as number) > (values.other[item] as number),
  );
  if (asked.length === 0) return undefined;
  return asked.reduce((sum, proposal) => sum + proposal, 0) / (asked.length * maxProposal);
}
